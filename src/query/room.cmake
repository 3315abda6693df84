# SPDX-License-Identifier: Apache-2.0
forestall_room(query SOURCES as_you_type.cpp build.cpp lexer.cpp lenient.cpp parser.cpp strict.cpp LINK forestall_base)
