# SPDX-License-Identifier: Apache-2.0
forestall_room(base SOURCES error.cpp bytes.cpp hash.cpp utf8.cpp names.cpp spool.cpp
  LINK fmt::fmt PkgConfig::XXHASH simdjson::simdjson Threads::Threads)
