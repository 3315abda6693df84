// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace forestall::testing_cli {

struct Outcome {
  int code = -1;  ///< exit status, or 128 and the signal
  std::string out, err;
  nlohmann::json json() const { return nlohmann::json::parse(out); }
  std::vector<nlohmann::json> json_lines() const;
};

/// Runs the built `forestall` with these arguments and this standard input, without a terminal or a shell.
Outcome forestall(const std::vector<std::string>& arguments, const std::string& input = {});

/// A directory of its own that is removed with the object.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  /// Writes a file; returns its path.
  std::string file(const std::string& name, const std::string& text) const;

 private:
  std::filesystem::path path_;
};

std::string read_file(const std::string& path);

}  // namespace forestall::testing_cli
