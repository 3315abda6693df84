// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "forestall/document.h"

namespace forestall {

/// Why a part of a draft is left out.
enum class CleanRule : std::uint8_t {
  quote = 0,         ///< quoted or forwarded mail
  introduction = 1,  ///< "On 3 May, Ann <ann@…> wrote:"
  header = 2,        ///< From, Sent, To, Subject; "-----Original Message-----"
  above_line = 3,    ///< a help desk's "reply above this line", and what is below it
  greeting = 4,
  closing = 5,      ///< "Best regards,"
  signature = 6,    ///< what follows a closing or "-- "
  device = 7,       ///< "Sent from my phone"
  notice = 8,       ///< confidential, not for you, think before you print
  unsubscribe = 9,  ///< footers of mailing lists
  prefix = 10,      ///< of the subject: Re:, Fwd:
  tag = 11,         ///< of the subject: [Ticket 4711], [list-name]
  secret = 12,      ///< card and account numbers
  paste = 13,       ///< logs, stack traces, dumps, encoded files, tables: see `CleanedDraft::evidence`
};
FORESTALL_EXPORT std::string_view to_string(CleanRule rule) noexcept;

/// A part that was left out.
struct LeftOut {
  CleanRule rule = CleanRule::quote;
  bool in_subject = false;
  std::size_t line = 0;   ///< of the body, from 1; 0: the subject
  std::size_t begin = 0;  ///< code points of the subject or body: [begin, end)
  std::size_t end = 0;
  std::string text{};
  bool operator==(const LeftOut&) const = default;
};

/// What is left of a draft, and what is not.
struct CleanedDraft {
  std::string subject{};
  std::string body{};  ///< plain text
  /// What tells apart the lines left out as `paste`, each word once: names of exceptions, error codes, the words of
  /// errors. It is looked for, but decides neither the language nor how likely an answer helps.
  std::string evidence{};
  std::vector<LeftOut> left_out{};
  bool operator==(const CleanedDraft&) const = default;
};

/// The draft as suggestions and lessons read it: without what says nothing of the problem. In doubt a part is kept;
/// where nearly nothing would be left, the text stays as it was. Places are counted in the body's text: `plain_text` of
/// an HTML body, else the body itself. Invalid UTF-8 is replaced. Time linear in the draft.
FORESTALL_EXPORT CleanedDraft clean_draft(const Draft& draft);

}  // namespace forestall
