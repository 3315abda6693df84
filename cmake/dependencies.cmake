# SPDX-License-Identifier: Apache-2.0
# What the library is linked with. README.md says why each is there.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n)
find_package(fmt REQUIRED)
find_package(RocksDB REQUIRED)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(CMARK REQUIRED IMPORTED_TARGET libcmark)
pkg_check_modules(LIBXML2 REQUIRED IMPORTED_TARGET libxml-2.0)
find_package(nlohmann_json REQUIRED)
find_package(simdjson REQUIRED)
find_library(STEMMER_LIBRARY stemmer REQUIRED)
find_library(CLD2_LIBRARY cld2 REQUIRED)
