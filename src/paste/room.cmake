# SPDX-License-Identifier: Apache-2.0
forestall_room(paste SOURCES evidence.cpp paste.cpp score.cpp shape.cpp signs.cpp LINK forestall_base)
