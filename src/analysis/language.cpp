// SPDX-License-Identifier: Apache-2.0
#include <unicode/locid.h>

#include <algorithm>
#include <array>
#include <utility>

#include "analysis/analyzer.h"

namespace forestall::analysis {
namespace {

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

using Code = std::pair<std::string_view, std::string_view>;

/// Codes that ISO 639 withdrew, or that name a part of a macrolanguage which people take for the whole.
constexpr std::array kReplaced = {Code{"cmn", "zh"}, Code{"in", "id"}, Code{"iw", "he"}, Code{"ji", "yi"},
                                  Code{"jw", "jv"},  Code{"mo", "ro"}, Code{"sh", "sr"}, Code{"tl", "fil"}};

/// ISO 639-2's bibliographic codes; ICU knows the terminological ones.
constexpr std::array kBibliographic = {Code{"alb", "sq"}, Code{"arm", "hy"}, Code{"baq", "eu"}, Code{"bur", "my"},
                                       Code{"chi", "zh"}, Code{"cze", "cs"}, Code{"dut", "nl"}, Code{"fre", "fr"},
                                       Code{"geo", "ka"}, Code{"ger", "de"}, Code{"gre", "el"}, Code{"ice", "is"},
                                       Code{"mac", "mk"}, Code{"mao", "mi"}, Code{"may", "ms"}, Code{"per", "fa"},
                                       Code{"rum", "ro"}, Code{"slo", "sk"}, Code{"tib", "bo"}, Code{"wel", "cy"}};

template <std::size_t size>
std::string_view looked_up(const std::array<Code, size>& codes, std::string_view code) {
  const auto found = std::find_if(codes.begin(), codes.end(), [&](const Code& each) { return each.first == code; });
  return found == codes.end() ? code : found->second;
}

/// The shortest code of a language: "deu" and "ger" are "de".
std::string short_code(std::string_view primary) {
  const std::string_view code = looked_up(kReplaced, looked_up(kBibliographic, primary));
  if (code.size() != 3) return std::string(code);
  const icu::Locale locale((std::string(code)).c_str());  // has the two-letter code of a three-letter one
  const std::string_view known = locale.getLanguage();
  return std::string(known.empty() ? code : known);
}

/// What of a canonical tag decides who reads it.
struct Subtags {
  std::string_view primary, script, region;
};

Subtags subtags(std::string_view tag) {
  Subtags out;
  for (std::size_t at = 0, number = 0; at < tag.size(); ++number) {
    const std::size_t end = std::min(tag.find('-', at), tag.size());
    const std::string_view part = tag.substr(at, end - at);
    if (number == 0)
      out.primary = looked_up(kReplaced, part);
    else if (part.size() == 1)
      break;  // an extension
    else if (part.size() == 4 && is_letter(part[0]) && out.region.empty())
      out.script = part;
    else if ((part.size() == 2 || (part.size() == 3 && is_digit(part[0]))) && out.region.empty())
      out.region = part;
    at = end + 1;
  }
  if (out.primary == "zh" && out.script.empty() && !out.region.empty())
    out.script = out.region == "tw" || out.region == "hk" || out.region == "mo" ? "hant" : "hans";
  return out;
}

bool norwegian(std::string_view primary) { return primary == "no" || primary == "nb" || primary == "nn"; }

int chinese_distance(const Subtags& range, const Subtags& tag) {
  if (range.script.empty()) return 0;
  const std::string_view script = tag.script.empty() ? "hans" : tag.script;
  if (script != range.script) return kOtherLanguage;
  return range.region.empty() || tag.region.empty() || range.region == tag.region ? 0 : 1;
}

}  // namespace

std::string canonical_language(std::string_view tag) {
  std::string out;
  std::size_t part = 0, parts = 0;
  for (char c : tag) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '_') c = '-';
    if (c == '-') {
      if (part == 0) return {};
      ++parts;
      part = 0;
    } else if (is_letter(c) || (parts > 0 && is_digit(c))) {
      if (++part > 8) return {};
    } else {
      return {};
    }
    out.push_back(c);
  }
  // Longer primary subtags are reserved: what looks like one is a word, such as "english".
  const std::size_t primary = std::min(out.find('-'), out.size());
  if (part == 0 || primary < 2 || primary > 3 || out.size() > 35) return {};
  return short_code(out.substr(0, primary)) + out.substr(primary);
}

bool names_language(std::string_view canonical) {
  const std::string_view primary = canonical.substr(0, canonical.find('-'));
  return !primary.empty() && primary != "und" && primary != "mul" && primary != "mis" && primary != "zxx";
}

int language_distance(std::string_view range, std::string_view tag) {
  if (range == tag) return 0;
  const auto primary = [](std::string_view of) { return looked_up(kReplaced, of.substr(0, of.find('-'))); };
  const std::string_view first = primary(range), second = primary(tag);
  if (first != second && !(norwegian(first) && norwegian(second))) return kOtherLanguage;
  const Subtags a = subtags(range), b = subtags(tag);
  if (norwegian(first)) return first == second || first == "no" || second == "no" ? 0 : 1;
  if (a.primary == "zh") return chinese_distance(a, b);
  if (a.primary == "sr") return 0;
  if (!a.script.empty() && !b.script.empty() && a.script != b.script) return kOtherLanguage;
  if (!a.region.empty() && a.region != b.region) return b.region.empty() ? 1 : 2;
  return 0;
}

}  // namespace forestall::analysis
