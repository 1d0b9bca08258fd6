# Install rules: headers and tables, both libraries, programs, the CMake
# package and the pkg-config file.

include(CMakePackageConfigHelpers)
set(package "${CMAKE_INSTALL_LIBDIR}/cmake/kefu")

install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/kefu"
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  FILES_MATCHING PATTERN "*.h" PATTERN "*.def")

# Two export sets: who wants the shared library need not have what the static
# one is linked with.
foreach(kind shared static)
  install(TARGETS kefu_${kind} EXPORT kefu-${kind}
    LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}"
    ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
  install(EXPORT kefu-${kind} NAMESPACE kefu:: DESTINATION "${package}"
    FILE kefu-${kind}.cmake)
endforeach()

# The C face, in two more for the same reason.
if(TARGET kefu_c)
  install(FILES "${PROJECT_SOURCE_DIR}/bindings/c/kefu.h"
    DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
  foreach(kind c c_static)
    install(TARGETS kefu_${kind} EXPORT kefu-${kind}
      LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}"
      ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
    install(EXPORT kefu-${kind} NAMESPACE kefu:: DESTINATION "${package}"
      FILE kefu-${kind}.cmake)
  endforeach()
endif()

foreach(tool kefu-replay kefu-log kefu-lint kefu-reference)
  if(TARGET ${tool})
    install(TARGETS ${tool} RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
  endif()
endforeach()

configure_package_config_file(
  "${PROJECT_SOURCE_DIR}/cmake/kefuConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/kefuConfig.cmake"
  INSTALL_DESTINATION "${package}")
write_basic_package_version_file(
  "${PROJECT_BINARY_DIR}/kefuConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES
  "${PROJECT_BINARY_DIR}/kefuConfig.cmake"
  "${PROJECT_BINARY_DIR}/kefuConfigVersion.cmake"
  DESTINATION "${package}")

# Relative, so that an installed tree can be moved.
file(RELATIVE_PATH to_prefix "${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig"
  "${CMAKE_INSTALL_PREFIX}")
set(packages kefu)
if(TARGET kefu_c)
  list(APPEND packages kefu_c)
endif()
foreach(name IN LISTS packages)
  configure_file("${PROJECT_SOURCE_DIR}/cmake/${name}.pc.in"
    "${PROJECT_BINARY_DIR}/${name}.pc" @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/${name}.pc"
    DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
endforeach()
