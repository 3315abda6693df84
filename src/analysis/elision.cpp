// SPDX-License-Identifier: Apache-2.0
#include "analysis/elision.h"

#include <algorithm>
#include <initializer_list>

namespace forestall::analysis {
namespace {

bool among(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

bool elided(std::string_view article, std::string_view lang) {
  if (lang == "fr")
    return among(article, {"l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"});
  if (lang == "it")
    return among(article,
                 {"l",    "d",    "c",    "m",    "t",    "s",    "v",    "un",   "gl",    "all",   "agl",  "dall",
                  "dagl", "dell", "degl", "nell", "negl", "sull", "sugl", "coll", "quell", "quest", "bell", "sant"});
  if (lang == "ca") return among(article, {"l", "d", "m", "n", "s", "t"});
  return false;
}

}  // namespace forestall::analysis
