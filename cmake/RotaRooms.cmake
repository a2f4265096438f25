# rota_room(NAME [library...]): src/NAME as a static library, but for a main.cc. It links
# the rooms that src/layers.txt names for it, so the link lines are the diagram.
file(STRINGS ${CMAKE_SOURCE_DIR}/src/layers.txt ROTA_LAYERS)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/layers.txt)

# What mostly waits for others, or what optimizing takes longer than running, is
# sanitized as it is.
function(rota_plain_when_sanitized target)
  if(ROTA_SANITIZE)
    target_compile_options(${target} PRIVATE -O0)
  endif()
endfunction()

# With ROTA_UNITY several files of a room are compiled as one, where most of the time goes
# into headers that they share, Asio's and JSON's above all. Not those of the query path: a
# query's instructions are counted, and shall not depend on which files stand beside others. Nor readers of settings:
# each has its table of `rows`.
function(rota_room name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.cc)
  list(FILTER sources EXCLUDE REGEX "/main[.]cc$")
  add_library(rota_${name} STATIC ${sources})
  set_target_properties(rota_${name} PROPERTIES LINKER_LANGUAGE CXX)
  if(name MATCHES "^(health|probe|publish|operate|report|process|http|api|daemon|rotactl)$")
    rota_plain_when_sanitized(rota_${name})
  endif()
  if(ROTA_UNITY AND NOT name MATCHES "^(base|dns|policy|stats|snapshot|serve)$")
    set_target_properties(rota_${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 12)
    set(tables ${sources})
    list(FILTER tables INCLUDE REGEX "/config/([a-z_]*_reader|one_member|reference_[a-z]*)[.]cc$")
    set_source_files_properties(${tables} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  endif()
  foreach(line ${ROTA_LAYERS})
    if(line MATCHES "^${name}:(.*)$")
      separate_arguments(below UNIX_COMMAND "${CMAKE_MATCH_1}")
      list(TRANSFORM below PREPEND rota_)
    endif()
  endforeach()
  target_link_libraries(rota_${name} PUBLIC ${below} rota_flags Boost::headers Threads::Threads PRIVATE ${ARGN})
endfunction()

# rota_tests(NAME [library...]): tests/NAME/*_test.cc as one Catch2 program.
function(rota_tests name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/${name}/*_test.cc)
  if(NOT sources)
    return()
  endif()
  add_executable(${name}_tests ${sources})
  target_include_directories(${name}_tests PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  rota_plain_when_sanitized(${name}_tests)
  target_link_libraries(${name}_tests PRIVATE rota_${name} rota_test_main ${ARGN})
  catch_discover_tests(${name}_tests TEST_PREFIX "${name}." PROPERTIES LABELS "unit" TIMEOUT 120)
endfunction()
