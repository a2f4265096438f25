# Warnings, hardening and sanitizers: one set for every room.
add_library(rota_flags INTERFACE)
target_include_directories(rota_flags INTERFACE ${CMAKE_SOURCE_DIR}/src)
target_compile_options(rota_flags INTERFACE
  -Wall -Wextra -Wpedantic -Werror -Wconversion -Wsign-conversion -Wshadow -Wformat=2
  -Wnull-dereference -Wimplicit-fallthrough -Wundef -Wcast-align -Wold-style-cast)
# Asio is compiled once (src/base/asio.cc), and without what would read another large library.
target_compile_definitions(rota_flags INTERFACE BOOST_ASIO_SEPARATE_COMPILATION BOOST_ASIO_DISABLE_BOOST_DATE_TIME)

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

add_compile_options(-D_GLIBCXX_ASSERTIONS)
if(ROTA_SANITIZE)
  add_compile_options(-fsanitize=${ROTA_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${ROTA_SANITIZE})
  find_program(LLD ld.lld)
  if(LLD)  # dozens of programs with all that sanitizers add: four times faster than the usual linker
    add_link_options(-fuse-ld=lld)
  endif()
  # Sanitized code is inlined differently; these two guess wrong there.
  target_compile_options(rota_flags INTERFACE -Wno-null-dereference)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(rota_flags INTERFACE -Wno-maybe-uninitialized)
  endif()
  # ThreadSanitizer knows no fences; Asio's are for loops with several threads, and ours have one.
  if(ROTA_SANITIZE MATCHES "thread")
    add_compile_definitions(BOOST_ASIO_DISABLE_FENCED_BLOCK)
  endif()
  # UBSan looks at an object's type through a pipe: without descriptors left,
  # as tests have it, that fails for a good one.
  if(ROTA_SANITIZE MATCHES "undefined")
    add_compile_options(-fno-sanitize=vptr)
  endif()
  if(ROTA_FUZZ)
    add_link_options(-fsanitize=fuzzer-no-link)
  endif()
elseif(CMAKE_BUILD_TYPE STREQUAL "Release")
  # The equivalent of -fhardened with the flags that g++ 12 has.
  add_compile_options(-fPIE -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection
    -ftrivial-auto-var-init=zero -fno-delete-null-pointer-checks -fno-strict-overflow -fno-strict-aliasing)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64")
    add_compile_options(-fcf-protection=full -fzero-call-used-regs=used-gpr)
  elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "aarch64")
    add_compile_options(-mbranch-protection=standard)
  endif()
  set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # g++ 12 sees copies of vectors out of bounds that are not; debug keeps the warnings.
    target_compile_options(rota_flags INTERFACE -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)
  endif()
  add_link_options(-pie -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code)
endif()
