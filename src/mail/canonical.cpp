// SPDX-License-Identifier: Apache-2.0
#include "mail/canonical.h"

#include "analysis/characters.h"

namespace forestall::mail {
namespace {

bool invisible(char32_t c) {
  return c == 0xAD || c == 0x307 || c == 0x640 || (c >= 0x64B && c <= 0x652) || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF;
}

/// What may stand inside a word, not at its ends.
bool inner(char32_t c) {
  return c == '.' || c == ':' || c == '/' || c == '-' || c == '_' || c == '+' || c == '\'' || c == '#' || c == '@';
}

bool parts(char32_t c) {
  if (c < 0x80) return !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !inner(c);
  return c == 0xA0 || c == 0xAB || c == 0xBB || c == 0x37E || c == 0x387 || c == 0x60C || c == 0x61B || c == 0x61F ||
         (c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x3004) || (c >= 0x3008 && c <= 0x301F) || c == 0x30FB;
}

char32_t simpler(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
  if (c == 0x2018 || c == 0x2019 || c == 0x2BC || c == 0xB4 || c == '`') return '\'';
  if ((c >= 0x660 && c <= 0x669) || (c >= 0x6F0 && c <= 0x6F9)) return '0' + (c & 0xF);
  if (c == 0x130 || c == 0x131) return 'i';  // however Turkish is set
  return c;
}

bool wide(char32_t c) {
  return (c >= 0x1100 && c < 0x1200) || (c >= 0x2E80 && c < 0xFE00 && c != 0x3000) || c >= 0x20000;
}

void append(std::string& out, char32_t c) {
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out.push_back(static_cast<char>(0xC0 | c >> 6));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else if (c < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | c >> 12));
    out.push_back(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else {
    out.push_back(static_cast<char>(0xF0 | c >> 18));
    out.push_back(static_cast<char>(0x80 | (c >> 12 & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  }
}

/// Gathers the words of one line.
class Gatherer {
 public:
  explicit Gatherer(Canonical& out) : out_(out) {}

  void take(char32_t c, char32_t small) {
    if (open_ && lettered_ && c >= 'a' && c <= 'z') {  // as most are
      word_.capitals = false;
      out_.text.push_back(static_cast<char>(c));
      return;
    }
    if (!open_) begin();
    if (inner(c)) {
      if (c == '@') word_.address = true;
    } else {
      const bool capital = small != c, digit = c >= '0' && c <= '9';
      if (!lettered_ && !digit) {
        word_.upper = capital;
        word_.caseless = !capital && analysis::upper(c) == c;
      }
      if (!digit) {
        lettered_ = true;
        word_.capitals = word_.capitals && capital;
      }
      word_.digit = word_.digit || digit;
      word_.wide = word_.wide || wide(c);
    }
    append(out_.text, small);
  }
  void end() {
    if (!open_) return;
    open_ = false;
    while (out_.text.size() > word_.begin && inner(static_cast<unsigned char>(out_.text.back()))) {
      if (out_.text.back() == ':') word_.colon = true;
      out_.text.pop_back();
    }
    if (out_.text.size() == word_.begin) {
      colon_after_blank(word_.colon);
      out_.text.resize(start_);
      return;
    }
    word_.end = static_cast<std::uint32_t>(out_.text.size());
    word_.capitals = word_.capitals && lettered_;
    out_.words.push_back(word_);
  }
  bool open() const { return open_; }

 private:
  void begin() {
    start_ = out_.text.size();
    if (start_ > 0) out_.text.push_back(' ');
    word_ = {};
    word_.begin = static_cast<std::uint32_t>(out_.text.size());
    word_.capitals = true;
    open_ = true;
    lettered_ = false;
  }
  void colon_after_blank(bool colon) {
    if (colon && !out_.words.empty()) out_.words.back().colon = true;
  }
  Canonical& out_;
  Word word_;
  std::size_t start_ = 0;
  bool open_ = false, lettered_ = false;
};

}  // namespace

Canonical canonical(std::string_view line) {
  Canonical out;
  out.text.reserve(line.size());
  Gatherer words(out);
  for (std::size_t i = 0; i < line.size();) {
    const auto byte = static_cast<unsigned char>(line[i]);
    char32_t c = byte;
    if (byte >= 0x80) {
      const analysis::CodePoint point = analysis::decode(line.data() + i);
      i += point.length;
      if (invisible(point.value)) continue;
      c = simpler(point.value);
    } else {
      ++i;
      if (c == '`') c = '\'';
    }
    if (parts(c)) {
      words.end();
      if (c > 0x20 && c != '*' && c != '_' && c != 0xA0) out.colon = false;
      continue;
    }
    if (inner(c) && !words.open() && c != ':' && c != '#' && c != '@') continue;  // at the beginning of a word
    words.take(c, c == 'I' ? U'i' : analysis::lower(c));
    if (c != '_') out.colon = c == ':';
  }
  words.end();
  return out;
}

}  // namespace forestall::mail
