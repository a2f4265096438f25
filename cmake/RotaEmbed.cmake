# rota_embed_page(TARGET): the status page's files and the description of the API
# become part of the program, as a table of them in C++ (src/api/page/page.h). This
# file is also the script that writes the table, when one of them has changed.
set(ROTA_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})
set(ROTA_PAGE_FOLDER ${CMAKE_CURRENT_LIST_DIR}/../src/api/page)

function(rota_embed_page target)
  file(GLOB files CONFIGURE_DEPENDS ${ROTA_PAGE_FOLDER}/*.html ${ROTA_PAGE_FOLDER}/*.css ${ROTA_PAGE_FOLDER}/*.js
       ${ROTA_PAGE_FOLDER}/*.svg ${ROTA_PAGE_FOLDER}/../openapi.json)
  set(out ${CMAKE_BINARY_DIR}/page_files.cc)
  rota_written(${out} ${ROTA_EMBED_SCRIPT} ${files})
  target_sources(${target} PRIVATE ${out})
endfunction()

if(NOT CMAKE_SCRIPT_MODE_FILE)
  return()
endif()

set(type_html "text/html; charset=utf-8")
set(type_css "text/css; charset=utf-8")
set(type_js "text/javascript; charset=utf-8")
set(type_svg "image/svg+xml")
set(type_json "application/json")
set(arrays "")
set(table "")
foreach(file ${FILES})
  get_filename_component(name ${file} NAME)
  get_filename_component(kind ${file} LAST_EXT)
  string(SUBSTRING ${kind} 1 -1 kind)
  string(MAKE_C_IDENTIFIER ${name} identifier)
  file(READ ${file} bytes HEX)
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${bytes}")
  string(APPEND arrays "constexpr char ${identifier}[] = {${bytes}};\n")
  if(name STREQUAL "index.html")
    set(name "")
  elseif(name STREQUAL "openapi.json")
    set(name "api/v1/openapi.json")
  endif()
  string(APPEND table "    {\"/${name}\", \"${type_${kind}}\", {${identifier}, sizeof ${identifier}}},\n")
endforeach()
file(WRITE ${OUT} "#include \"api/page/page.h\"\n\nnamespace rota::api {\n\nnamespace {\n${arrays}
constexpr PageFile files[] = {\n${table}};\n}  // namespace\n
std::span<const PageFile> page_files() { return files; }\n\n}  // namespace rota::api\n")
