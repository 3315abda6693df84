# SPDX-License-Identifier: Apache-2.0
forestall_room(schema SOURCES schema.cpp calibration.cpp LINK nlohmann_json::nlohmann_json forestall_base)
