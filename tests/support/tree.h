// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

namespace forestall::support {

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline void write_file(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

/// Every file below a directory and what it holds. The lock file is left out: who opens for writing notes its pid
/// there.
inline std::map<std::string, std::string> tree_of(const std::filesystem::path& directory) {
  std::map<std::string, std::string> tree;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory))
    if (entry.is_regular_file() && entry.path().filename() != "lock")
      tree[entry.path().lexically_relative(directory)] = read_file(entry.path());
  return tree;
}

/// The names of files that differ between two trees, for messages.
inline std::string differences(const std::map<std::string, std::string>& before,
                               const std::map<std::string, std::string>& after) {
  std::string names;
  for (const auto& [name, bytes] : before)
    if (const auto found = after.find(name); found == after.end() || found->second != bytes) names += " " + name;
  for (const auto& [name, bytes] : after)
    if (!before.contains(name)) names += " new:" + name;
  return names;
}

}  // namespace forestall::support
