# rota_unity(FOLDER OUT SOURCE...): files in FOLDER in each of which several test files are
# compiled as one, where most of the time goes into headers that they share. Each test file
# has a namespace of its own in there, as if it were alone: all headers are included before,
# so that those in it are empty by then. This file is also the script that writes them.
set(ROTA_UNITY_SCRIPT ${CMAKE_CURRENT_LIST_FILE})
set(ROTA_UNITY_SIZE 8)

function(rota_unity folder out)
  set(joined "")
  while(ARGN)
    list(SUBLIST ARGN 0 ${ROTA_UNITY_SIZE} batch)
    list(REMOVE_ITEM ARGN ${batch})
    list(LENGTH joined number)
    set(file ${folder}/joined_${number}.cc)
    rota_written(${file} ${ROTA_UNITY_SCRIPT} ${batch})
    list(APPEND joined ${file})
  endwhile()
  set(${out} ${joined} PARENT_SCOPE)
endfunction()

if(NOT CMAKE_SCRIPT_MODE_FILE)
  return()
endif()

set(includes "")
set(bodies "")
foreach(file ${FILES})
  file(STRINGS ${file} lines REGEX "^#include ")
  list(APPEND includes ${lines})
  get_filename_component(name ${file} NAME_WE)
  list(LENGTH includes unique)
  string(APPEND bodies "namespace ${name}_${unique} {\n#include \"${file}\"\n}\n")
endforeach()
list(REMOVE_DUPLICATES includes)
list(JOIN includes "\n" includes)
file(WRITE ${OUT} "${includes}\n${bodies}")
