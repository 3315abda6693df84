// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace forestall::analysis {

/// A folded word with what never tells words apart taken off: points of Hebrew and Arabic, stress of Russian, the dot
/// over a small i; digits of any script are ASCII, Persian and Arabic forms of a letter are the language's own, chillu
/// letters of Malayalam are written out. `lang`: primary subtag.
std::string canonical_letters(const std::string& folded, std::string_view lang);

/// The word as people write it who cannot or do not type its letters: no diacritics, œ æ ø ł đ ı þ as ASCII, no nukta,
/// anusvara for any nasal, plain alef. The word itself if that changes nothing.
std::string plain_letters(const std::string& folded, std::string_view lang);

/// The word with letters that are written as two in ASCII: German ae, oe, ue, Danish and Norwegian ae, oe, aa. Empty if
/// it holds none, or if the language has no such custom.
std::string restored_letters(std::string_view folded, std::string_view lang);

}  // namespace forestall::analysis
