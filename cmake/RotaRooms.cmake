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

function(rota_room name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.cc)
  list(FILTER sources EXCLUDE REGEX "/main[.]cc$")
  add_library(rota_${name} STATIC ${sources})
  set_target_properties(rota_${name} PROPERTIES LINKER_LANGUAGE CXX)
  if(name MATCHES "^(health|publish|operate|report|process|http|api|daemon|rotactl)$")
    rota_plain_when_sanitized(rota_${name})
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
