# SPDX-License-Identifier: Apache-2.0
forestall_room(postings SOURCES tf_code.cpp list_writer.cpp list_view.cpp dictionary.cpp forward.cpp dense_row.cpp norm.cpp packed_ints.cpp packed_list.cpp pack_list.cpp
  LINK forestall_base)
