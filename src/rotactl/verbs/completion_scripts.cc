// `completion`: what a shell reads to ask `__complete` for the next word.
#include "rotactl/shells.h"
#include "rotactl/verbs.h"

namespace rota::rotactl {

namespace {

constexpr std::string_view bash_script = R"(# bash completion of rotactl
_rotactl() {
  local words cword current line
  if declare -F _get_comp_words_by_ref >/dev/null; then
    _get_comp_words_by_ref -n : -w words -i cword
  else
    words=("${COMP_WORDS[@]}") cword=$COMP_CWORD
  fi
  current=${words[cword]}
  COMPREPLY=()
  while IFS= read -r line; do
    if [ "$line" = :files ]; then
      compopt -o default
    else
      case "$line" in "$current"*) COMPREPLY+=("$line") ;; esac
    fi
  done < <("${words[0]}" __complete "${words[@]:1:cword}" 2>/dev/null)
  if [ ${#COMPREPLY[@]} = 1 ] && [ "${COMPREPLY[0]: -1}" = / ]; then compopt -o nospace; fi
  if declare -F __ltrim_colon_completions >/dev/null; then __ltrim_colon_completions "$current"; fi
}
complete -F _rotactl rotactl)";

constexpr std::string_view zsh_script = R"(#compdef rotactl
_rotactl() {
  local -a found whole
  local word
  found=("${(@f)$("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  for word in "${found[@]}"; do
    case "$word" in
      '') ;;
      :files) _files ;;
      */) compadd -S '' -- "$word" ;;
      *) whole+=("$word") ;;
    esac
  done
  [ ${#whole} = 0 ] || compadd -- "${whole[@]}"
}
if [ "$funcstack[1]" = _rotactl ]; then _rotactl "$@"; else compdef _rotactl rotactl; fi)";

constexpr std::string_view fish_script = R"(# fish completion of rotactl
function __rotactl_complete
    set -l words (commandline -opc) (commandline -ct)
    for line in ($words[1] __complete $words[2..-1] 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path (commandline -ct)
        else
            echo $line
        end
    end
end
complete -c rotactl -f -a '(__rotactl_complete)')";

}  // namespace

Expected<void> print_completion(const Session& session) {
  const std::string& shell = session.asked.words[0];
  constexpr std::string_view scripts[] = {bash_script, zsh_script, fish_script};
  static_assert(std::size(scripts) == std::size(shells));
  for (std::size_t i = 0; i < std::size(shells); ++i)
    if (shell == shells[i]) return session.screen.line(scripts[i]), Expected<void>();
  return misused("there are scripts for bash, zsh and fish, not for '" + shell + "'");
}

}  // namespace rota::rotactl
