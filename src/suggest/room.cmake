# SPDX-License-Identifier: Apache-2.0
forestall_room(suggest SOURCES confidence.cpp folds.cpp solutions.cpp lessons.cpp LINK forestall_base)
