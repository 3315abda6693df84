// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace forestall::analysis {

/// How a reader's run of ideographs may stand in a text: Han in traditional and in simplified characters, if
/// the text may be in either, a word all in Kana in the other syllabary. Not thread-safe; ICU's tables are opened when
/// first asked.
class ScriptVariants {
 public:
  ScriptVariants();
  ~ScriptVariants();
  ScriptVariants(const ScriptVariants&) = delete;
  ScriptVariants& operator=(const ScriptVariants&) = delete;
  /// Other spellings of the run, of as many bytes. `lang`: of the text, canonical.
  std::vector<std::string> of(std::string_view run, std::string_view lang);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace forestall::analysis
