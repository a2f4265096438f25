# rota_room(NAME [library...]): src/NAME as a static library, but for a main.cc. It links
# the rooms that src/layers.txt names for it, so the link lines are the diagram.
file(STRINGS ${CMAKE_SOURCE_DIR}/src/layers.txt ROTA_LAYERS)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/layers.txt)

# What mostly waits for others, or what optimizing takes longer than running: sanitized it is
# not optimized, and in the program that is released but a little.
function(rota_seldom_runs target)
  if(ROTA_SANITIZE)
    target_compile_options(${target} PRIVATE -O0)
  elseif(CMAKE_BUILD_TYPE STREQUAL "Release")
    target_compile_options(${target} PRIVATE -O1)
  endif()
endfunction()

# With ROTA_UNITY the files of a room are compiled as one, where most of the time goes into
# headers that they share, Asio's and JSON's above all. In the program that is released those
# of the query path stay by themselves: a query's instructions are counted, and shall not
# depend on which files stand beside others. So do files that read a table (x.def), where
# tests/extension compiles them with a row more.
function(rota_join_files name)
  if(NOT ROTA_UNITY)
    return()
  endif()
  set_target_properties(rota_${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 30)
  set(single "")
  if(NOT ROTA_SANITIZE)
    set(single ${ARGN})
    list(FILTER single INCLUDE REGEX "/src/(base/asio[.]cc|dns/|policy/|stats/|snapshot/|serve/[^/]*$|serve/listeners/udp)")
  endif()
  foreach(source ${ARGN})
    file(STRINGS ${source} tables REGEX "^ *#include \".*[.]def\"")
    if(tables AND ROTA_TESTS)
      list(APPEND single ${source})
    endif()
  endforeach()
  set_source_files_properties(${single} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

# Rooms are what fuzz targets run: with ROTA_FUZZ their coverage is recorded.
function(rota_room name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.cc)
  list(FILTER sources EXCLUDE REGEX "/main[.]cc$")
  add_library(rota_${name} STATIC ${sources})
  set_target_properties(rota_${name} PROPERTIES LINKER_LANGUAGE CXX)
  if(name MATCHES "^(health|probe|publish|operate|report|process|http|api|daemon|rotactl)$")
    rota_seldom_runs(rota_${name})
  endif()
  rota_join_files(${name} ${sources})
  if(ROTA_FUZZ)
    target_compile_options(rota_${name} PRIVATE -fsanitize=fuzzer-no-link)
  endif()
  foreach(line ${ROTA_LAYERS})
    if(line MATCHES "^${name}:(.*)$")
      separate_arguments(below UNIX_COMMAND "${CMAKE_MATCH_1}")
      list(TRANSFORM below PREPEND rota_)
    endif()
  endforeach()
  target_link_libraries(rota_${name} PUBLIC ${below} rota_flags Boost::headers Threads::Threads PRIVATE ${ARGN})
endfunction()

# rota_tests(NAME [library...]): tests/NAME/*_test.cc as one Catch2 program. A file with
# definitions of its own stays by itself.
function(rota_tests name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/${name}/*_test.cc)
  if(NOT sources)
    return()
  endif()
  if(ROTA_UNITY)
    foreach(source ${sources})
      get_source_file_property(definitions ${source} COMPILE_DEFINITIONS)
      if(NOT definitions)
        list(APPEND batch ${source})
      endif()
    endforeach()
    list(REMOVE_ITEM sources ${batch})
    rota_unity(${CMAKE_CURRENT_BINARY_DIR}/${name} joined ${batch})
  endif()
  add_executable(${name}_tests ${sources} ${joined})
  target_include_directories(${name}_tests PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  rota_seldom_runs(${name}_tests)
  target_link_libraries(${name}_tests PRIVATE rota_${name} rota_test_main ${ARGN})
endfunction()
