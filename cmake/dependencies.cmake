# SPDX-License-Identifier: Apache-2.0
# What the library is linked with; README.md says why each is there. ForestallConfig.cmake.in repeats the list.
find_package(Threads REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n)
find_package(fmt REQUIRED)
find_package(RocksDB REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(simdjson REQUIRED)
include(${CMAKE_CURRENT_LIST_DIR}/libraries.cmake)
