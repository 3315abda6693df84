// SPDX-License-Identifier: Apache-2.0
// u8 version (1); then fields that are not empty, each: u8 tag, then by tag: text (varint length, bytes) or varint.
// Lists repeat their tag. Tags are saved on disk: never renumber.
#include "storage/document_codec.h"

#include "base/bytes.h"
#include "base/fail.h"

namespace forestall::storage {
namespace {

constexpr std::uint8_t kVersion = 1;

enum Tag : std::uint8_t {
  kId = 1,
  kKind,
  kLang,
  kTitle,
  kBody,
  kFormat,
  kTags,
  kProduct,
  kCategory,
  kAudience,
  kFamily,
  kHelpful,
  kUnhelpful,
  kViews,
  kSolved,
  kParent,
  kCreated,
  kUpdated,
  kUrl,
};

class Encoder {
 public:
  explicit Encoder(std::string& out) : out_(out) {}
  void text(Tag tag, std::string_view value) {
    if (value.empty()) return;
    out_.fixed<std::uint8_t>(tag);
    out_.text(value);
  }
  void texts(Tag tag, const std::vector<std::string>& values) {
    for (const std::string& value : values) {
      out_.fixed<std::uint8_t>(tag);
      out_.text(value);
    }
  }
  void number(Tag tag, std::uint64_t value) {
    if (value == 0) return;
    out_.fixed<std::uint8_t>(tag);
    out_.varint(value);
  }
  void time(Tag tag, const std::optional<Time>& time) {
    if (!time) return;
    const std::int64_t seconds = time->time_since_epoch().count();
    out_.fixed<std::uint8_t>(tag);
    out_.varint(static_cast<std::uint64_t>(seconds) << 1 ^ static_cast<std::uint64_t>(seconds >> 63));
  }

 private:
  base::ByteWriter out_;
};

Time time_of(std::uint64_t zigzag) {
  return Time(std::chrono::seconds(static_cast<std::int64_t>(zigzag >> 1) ^ -static_cast<std::int64_t>(zigzag & 1)));
}

}  // namespace

std::string encode(const Document& d) {
  std::string bytes(1, static_cast<char>(kVersion));
  Encoder out(bytes);
  out.text(kId, d.id);
  out.number(kKind, static_cast<std::uint64_t>(d.kind));
  out.text(kLang, d.lang);
  out.text(kTitle, d.title);
  out.text(kBody, d.body);
  out.number(kFormat, static_cast<std::uint64_t>(d.format));
  out.texts(kTags, d.tags);
  out.texts(kProduct, d.product);
  out.text(kCategory, d.category);
  out.texts(kAudience, d.audience);
  out.text(kFamily, d.family);
  out.number(kHelpful, d.votes.helpful);
  out.number(kUnhelpful, d.votes.unhelpful);
  out.number(kViews, d.views);
  out.number(kSolved, d.solved ? 1 : 0);
  out.text(kParent, d.parent);
  out.time(kCreated, d.created);
  out.time(kUpdated, d.updated);
  out.text(kUrl, d.url);
  return bytes;
}

Document decode(std::string_view bytes, std::string_view what) {
  base::ByteReader in(bytes, what);
  if (const auto version = in.fixed<std::uint8_t>(); version != kVersion)
    fail(ErrorCode::corrupt, "{}: it has version {}", what, version);
  Document d;
  while (!in.done()) {
    const auto tag = in.fixed<std::uint8_t>();
    switch (tag) {
      case kId:
        d.id = in.text();
        break;
      case kKind:
        d.kind = static_cast<Kind>(in.varint() % kKinds);
        break;
      case kLang:
        d.lang = in.text();
        break;
      case kTitle:
        d.title = in.text();
        break;
      case kBody:
        d.body = in.text();
        break;
      case kFormat:
        d.format = static_cast<BodyFormat>(in.varint() % 3);
        break;
      case kTags:
        d.tags.emplace_back(in.text());
        break;
      case kProduct:
        d.product.emplace_back(in.text());
        break;
      case kCategory:
        d.category = in.text();
        break;
      case kAudience:
        d.audience.emplace_back(in.text());
        break;
      case kFamily:
        d.family = in.text();
        break;
      case kHelpful:
        d.votes.helpful = static_cast<std::uint32_t>(in.varint());
        break;
      case kUnhelpful:
        d.votes.unhelpful = static_cast<std::uint32_t>(in.varint());
        break;
      case kViews:
        d.views = in.varint();
        break;
      case kSolved:
        d.solved = in.varint() != 0;
        break;
      case kParent:
        d.parent = in.text();
        break;
      case kCreated:
        d.created = time_of(in.varint());
        break;
      case kUpdated:
        d.updated = time_of(in.varint());
        break;
      case kUrl:
        d.url = in.text();
        break;
      default:
        fail(ErrorCode::corrupt, "{}: it holds a field with tag {}", what, tag);
    }
  }
  return d;
}

}  // namespace forestall::storage
