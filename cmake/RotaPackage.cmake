# What is installed where, and the Debian package made of it (tools/package). Paths
# are those of Debian; without a prefix of its own, `cmake --install` uses them too.
if(CMAKE_INSTALL_PREFIX_INITIALIZED_TO_DEFAULT)
  set(CMAKE_INSTALL_PREFIX / CACHE PATH "root of the installation" FORCE)
endif()
set(ROTA_PACKAGING ${CMAKE_SOURCE_DIR}/packaging)
set(ROTA_PACKED ${CMAKE_BINARY_DIR}/packaging)

# Debian wants manuals and changelogs compressed, and the same each time.
function(rota_install_compressed file name destination)
  set(packed ${ROTA_PACKED}/${name}.gz)
  add_custom_command(OUTPUT ${packed} DEPENDS ${file} COMMAND gzip -9nc ${file} > ${packed} VERBATIM)
  set_property(GLOBAL APPEND PROPERTY ROTA_PACKED_FILES ${packed})
  install(FILES ${packed} DESTINATION ${destination})
endfunction()

file(MAKE_DIRECTORY ${ROTA_PACKED})
install(TARGETS rotad RUNTIME DESTINATION usr/sbin)
install(TARGETS rotactl RUNTIME DESTINATION usr/bin)  # people without root use it, too
install(FILES ${CMAKE_SOURCE_DIR}/conf/rota.service ${CMAKE_SOURCE_DIR}/conf/rota.socket DESTINATION lib/systemd/system)
install(DIRECTORY DESTINATION etc/rota/zones)
file(READ ${CMAKE_SOURCE_DIR}/conf/rota.toml text)
string(REPLACE "\"../zones/*.toml\"" "\"zones/*.toml\"" text "${text}")
file(CONFIGURE OUTPUT ${ROTA_PACKED}/rota.toml CONTENT "${text}" @ONLY)
install(FILES ${ROTA_PACKED}/rota.toml DESTINATION etc/rota)
install(FILES ${ROTA_PACKAGING}/debian/copyright DESTINATION usr/share/doc/rota)
install(FILES ${CMAKE_SOURCE_DIR}/README.md DESTINATION usr/share/doc/rota)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/docs DESTINATION usr/share/doc/rota)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/zones ${CMAKE_SOURCE_DIR}/conf
  DESTINATION usr/share/doc/rota/examples PATTERN rota.service EXCLUDE PATTERN rota.socket EXCLUDE)
rota_install_compressed(${ROTA_PACKAGING}/debian/changelog changelog usr/share/doc/rota)
rota_install_compressed(${ROTA_PACKAGING}/man/rotad.8 rotad.8 usr/share/man/man8)
rota_install_compressed(${ROTA_PACKAGING}/man/rota.toml.5 rota.toml.5 usr/share/man/man5)

# What the programs print of themselves: manual, completions, the schema of the configuration.
function(rota_ask program file)
  add_custom_command(OUTPUT ${ROTA_PACKED}/${file} DEPENDS ${program} VERBATIM
    COMMAND ${program} ${ARGN} > ${ROTA_PACKED}/${file})
  set_property(GLOBAL APPEND PROPERTY ROTA_PACKED_FILES ${ROTA_PACKED}/${file})
endfunction()
rota_ask(rotactl rotactl.8 __manual)
rota_install_compressed(${ROTA_PACKED}/rotactl.8 rotactl.8 usr/share/man/man8)
rota_ask(rotactl completion.bash completion bash)
rota_ask(rotactl completion.zsh completion zsh)
rota_ask(rotactl completion.fish completion fish)
rota_ask(rotad rota.schema.json --print-schema)
install(FILES ${ROTA_PACKED}/rota.schema.json DESTINATION usr/share/rota)
install(FILES ${ROTA_PACKED}/completion.bash DESTINATION usr/share/bash-completion/completions RENAME rotactl)
install(FILES ${ROTA_PACKED}/completion.zsh DESTINATION usr/share/zsh/vendor-completions RENAME _rotactl)
install(FILES ${ROTA_PACKED}/completion.fish DESTINATION usr/share/fish/vendor_completions.d RENAME rotactl.fish)

get_property(packed GLOBAL PROPERTY ROTA_PACKED_FILES)
add_custom_target(packed DEPENDS ${packed} rotad rotactl)

set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
  ${CMAKE_SOURCE_DIR}/conf/rota.toml ${ROTA_PACKAGING}/debian/changelog)
file(STRINGS ${ROTA_PACKAGING}/debian/changelog newest LIMIT_COUNT 1)
if(NOT newest MATCHES "^rota \\(${PROJECT_VERSION}\\) ")
  message(FATAL_ERROR "packaging/debian/changelog begins with '${newest}', not with version ${PROJECT_VERSION}")
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME rota)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "The rota developers <developers@rota-dns.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "DNS server that balances load over healthy servers")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "rota answers for your zones, and for names with a pool behind them it names
only members that are well: in turn, by exact weights, or the first in a
list, with short lifetimes. It checks them itself over TCP, HTTP(S) and TLS.
One program, plain TOML, ordinary zone files; operators see and steer it
with rotactl and a status page.")
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_PACKAGING_INSTALL_PREFIX /)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, ca-certificates")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
foreach(part conffiles postinst prerm postrm)
  list(APPEND CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${ROTA_PACKAGING}/debian/${part})
endforeach()
include(CPack)
