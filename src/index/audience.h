// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "forestall/document.h"

namespace forestall::index {

/// An audience expression: sets of principals, each of which a reader must hold one of. A document of its own has one
/// set; a reply has its own set and those of its topic. Text: members separated by 0x1F, sets by 0x1E, both sorted.
/// An empty set ("nobody") is met only by a reader of everything.

/// The expression of a document without a parent.
std::string own_audience(const Document& document);
/// The expression of a reply to a document with expression `parent`: its own set narrows it, if it gives one.
std::string reply_audience(const Document& reply, std::string_view parent);
/// The expression of a reply whose topic is not there.
std::string nobody();
bool visible(std::string_view audience, const Reader& reader);

/// Values as one string and back, separated by 0x1F: sets of products, tags.
std::string join_set(std::vector<std::string> values);
std::vector<std::string_view> split(std::string_view text, char separator);
inline constexpr char kMember = '\x1F', kSet = '\x1E';

}  // namespace forestall::index
