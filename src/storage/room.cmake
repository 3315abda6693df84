# SPDX-License-Identifier: Apache-2.0
forestall_room(storage SOURCES copy_target.cpp document_codec.cpp fsync_mark.cpp keys.cpp lock_file.cpp rocks_check.cpp rocks_copy.cpp rocks_open.cpp
  rocks_stage.cpp rocks_store.cpp rocks_view.cpp section_file.cpp section_writer.cpp new_file.cpp packed_section.cpp
  LINK RocksDB::rocksdb-shared PkgConfig::ZSTD forestall_base)
