// SPDX-License-Identifier: Apache-2.0
#include "analysis/segments.h"

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include "base/fail.h"

namespace forestall::analysis {

struct WordBreaker::State {
  std::unique_ptr<icu::BreakIterator> iterator;
};

WordBreaker::WordBreaker() : state_(std::make_unique<State>()) {}
WordBreaker::~WordBreaker() = default;

const std::vector<std::pair<std::uint32_t, std::uint32_t>>& WordBreaker::words(std::string_view run) {
  words_.clear();
  UErrorCode status = U_ZERO_ERROR;
  if (!state_->iterator) {
    state_->iterator.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    if (U_FAILURE(status)) fail(ErrorCode::unsupported, "ICU has no word segmentation data: {}", u_errorName(status));
  }
  UText text = UTEXT_INITIALIZER;
  utext_openUTF8(&text, run.data(), static_cast<std::int64_t>(run.size()), &status);
  state_->iterator->setText(&text, status);
  if (U_SUCCESS(status)) {
    for (std::int32_t start = state_->iterator->first(), end = state_->iterator->next();
         end != icu::BreakIterator::DONE; start = end, end = state_->iterator->next())
      words_.emplace_back(static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end));
  }
  utext_close(&text);
  return words_;
}

}  // namespace forestall::analysis
