# rota_written(OUT SCRIPT FILE...): the source OUT is written by SCRIPT of these files, before it
# is compiled and when one of them has changed. SCRIPT finds both as OUT and FILES.
function(rota_written out script)
  add_custom_command(OUTPUT ${out} COMMAND ${CMAKE_COMMAND} "-DFILES=${ARGN}" -DOUT=${out} -P ${script}
                     DEPENDS ${ARGN} ${script} VERBATIM)
endfunction()
