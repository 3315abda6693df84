// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace forestall::paste {

/// What a time with seconds at the start of the line speaks for a log, behind a date, a level or an address at most: 3
/// with a date, parts of a second or a tag, as logs have; 1 without, as people note times too; 0 if there is none.
int time_at_start(std::string_view line);
/// A frame of a call stack, or what stands around frames: Java, .NET, Python, JavaScript, Go, Rust, PHP, gdb.
bool is_frame(std::string_view line);
/// INFO, WARN, ERROR … in capitals among the first words. `first`: it begins the line.
bool has_level(std::string_view line, bool& first);
/// A place in a file: "/srv/app/main.go:23", "C:\app\x.cs:line 5".
bool has_file_place(std::string_view line);
/// "java.lang.IllegalStateException: …" at the start of the line.
bool starts_with_exception(std::string_view line);
/// "diff --git", "@@ -1,2", "HTTP/1.1 200", "npm ERR!".
bool starts_with_tool(std::string_view line);
/// "Fault offset: 0x05cf", "Content-Length: 190", "Id: 6156848E-344E-4D9E-84E0-87AFD0D0AE7B".
bool has_machine_value(std::string_view line);
/// A token of many letters and digits without a blank that no word is: base64, a digest.
bool is_encoded(std::string_view token);

}  // namespace forestall::paste
