# SPDX-License-Identifier: Apache-2.0
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/Forestall)

install(TARGETS forestall EXPORT ForestallTargets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/forestall DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
install(EXPORT ForestallTargets NAMESPACE forestall:: DESTINATION ${package_dir})

configure_package_config_file(cmake/ForestallConfig.cmake.in ${PROJECT_BINARY_DIR}/ForestallConfig.cmake
  INSTALL_DESTINATION ${package_dir})
# Before 1.0 a minor version may change what a program has to write.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/ForestallConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/ForestallConfig.cmake ${PROJECT_BINARY_DIR}/ForestallConfigVersion.cmake
  cmake/libraries.cmake DESTINATION ${package_dir})

# A static library passes on what it needs; a shared one has linked it.
if(BUILD_SHARED_LIBS)
  set(FORESTALL_PC_REQUIRES "")
  set(FORESTALL_PC_LIBS "")
else()
  set(FORESTALL_PC_REQUIRES "Requires: rocksdb icu-i18n icu-uc fmt libxxhash libcmark libxml-2.0 simdjson libhwy libzstd")
  set(FORESTALL_PC_LIBS " -lstemmer -lcld2 -pthread")
endif()
# Relative to the file itself, so that an installed tree may be moved.
cmake_path(SET pc_dir NORMALIZE ${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_LIBDIR}/pkgconfig)
cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX BASE_DIRECTORY ${pc_dir} OUTPUT_VARIABLE FORESTALL_PC_PREFIX)
configure_file(cmake/forestall.pc.in ${PROJECT_BINARY_DIR}/forestall.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/forestall.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
