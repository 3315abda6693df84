// SPDX-License-Identifier: Apache-2.0
#include "mail/clean.h"

#include "engine/json_write.h"
#include "forestall/jsonl.h"

namespace forestall {

CleanedDraft clean_draft(const Draft& draft) { return mail::clean(draft, true); }

std::string to_json(const CleanedDraft& draft) {
  engine::Json list = engine::Json::array();
  for (const LeftOut& part : draft.left_out)
    list.push_back({{"rule", to_string(part.rule)},
                    {"of", part.in_subject ? "subject" : "body"},
                    {"line", part.line},
                    {"begin", part.begin},
                    {"end", part.end},
                    {"text", part.text}});
  return engine::dump(
      {{"subject", draft.subject}, {"body", draft.body}, {"evidence", draft.evidence}, {"left_out", std::move(list)}});
}

}  // namespace forestall
