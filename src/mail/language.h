// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "mail/phrases.h"

namespace forestall::mail {

/// What a header line is about, one bit each.
enum Label : std::uint8_t { kFrom = 1, kSent = 2, kTo = 4, kCopy = 8, kSubject = 16 };

/// A label in one of the languages; "a" is To in Italian, and nothing in English.
struct LabelIn {
  std::uint8_t lang;  // its number
  Label label;
};

/// An element of HTML that a mail program marks: any of the three parts may be empty.
struct Selector {
  std::string element, attribute, value;  // a value with * at its end is a prefix
};

/// data/mail: the words by which mails are taken apart, those of all languages together, for a mail mixes them.
struct Lists {
  Phrases wrote, opener, date, date_word, sentence, original, forwarded, above, inline_, greeting, addressee, closing,
      joining, postscript, device, device_word, notice, unsubscribe, reply, ticket, tag, self, raw;
  std::unordered_map<std::string, std::vector<LabelIn>> labels;
  std::vector<Selector> quote, introduction, below, header, signature;
  std::size_t languages = 0;
};

const Lists& lists();

}  // namespace forestall::mail
