// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "forestall/clean.h"
#include "forestall/document.h"
#include "forestall/options.h"
#include "forestall/query.h"
#include "forestall/results.h"

namespace forestall {
namespace {

constexpr std::array<std::string_view, kKinds> kKindNames = {"article", "faq",  "topic",      "reply",
                                                             "service", "idea", "known_issue"};
constexpr std::array<std::string_view, 3> kFormatNames = {"plain", "markdown", "html"};
constexpr std::array<std::string_view, 3> kDurabilityNames = {"sync", "batched", "os"};
constexpr std::array<std::string_view, 3> kSortNames = {"relevance", "date", "votes"};
constexpr std::array<std::string_view, 3> kTyposNames = {"off", "automatic", "always"};
constexpr std::array<std::string_view, 6> kQueryNames = {"nothing", "everything", "words",
                                                         "prefix",  "phrase",     "boolean"};
constexpr std::array<std::string_view, 5> kFacetNames = {"kind", "product", "category", "tag", "lang"};
constexpr std::array<std::string_view, 14> kCleanRules = {
    "quote",  "introduction", "header",      "above_line", "greeting", "closing", "signature",
    "device", "notice",       "unsubscribe", "prefix",     "tag",      "secret",  "paste"};

template <typename Enum, std::size_t N>
std::optional<Enum> find(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i] == name) return static_cast<Enum>(i);
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Kind kind) noexcept { return kKindNames[static_cast<std::size_t>(kind)]; }
std::string_view to_string(BodyFormat format) noexcept { return kFormatNames[static_cast<std::size_t>(format)]; }
std::optional<Kind> kind_from(std::string_view name) noexcept { return find<Kind>(kKindNames, name); }
std::optional<BodyFormat> body_format_from(std::string_view name) noexcept {
  return find<BodyFormat>(kFormatNames, name);
}

std::string_view to_string(CleanRule rule) noexcept { return kCleanRules[static_cast<std::size_t>(rule)]; }

std::string_view to_string(Facet::By by) noexcept { return kFacetNames[static_cast<std::size_t>(by)]; }
std::optional<Facet::By> facet_from(std::string_view name) noexcept { return find<Facet::By>(kFacetNames, name); }

std::string_view to_string(Durability durability) noexcept {
  return kDurabilityNames[static_cast<std::size_t>(durability)];
}
std::string_view to_string(Sort sort) noexcept { return kSortNames[static_cast<std::size_t>(sort)]; }
std::string_view to_string(Typos typos) noexcept { return kTyposNames[static_cast<std::size_t>(typos)]; }
std::string_view to_string(Query::Type type) noexcept { return kQueryNames[static_cast<std::size_t>(type)]; }

std::string_view to_string(SuggestStatus status) noexcept {
  switch (status) {
    case SuggestStatus::ok:
      return "ok";
    case SuggestStatus::too_short:
      return "too_short";
    case SuggestStatus::no_confident_match:
      return "no_confident_match";
  }
  return "unknown";
}

}  // namespace forestall
