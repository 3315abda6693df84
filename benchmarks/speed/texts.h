// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "forestall/document.h"
#include "support/corpus.h"

/// What the benchmarks of hot loops read: made by fixed seeds, so that runs on one machine compare.
namespace speed {

inline constexpr std::uint32_t kSeed = 7;

/// A few sentences in each class of writing, repeated to `bytes`.
inline std::string sample(const std::string& lang, std::size_t bytes) {
  const std::string_view once =
      lang == "de"   ? "Die Benutzerkontensteuerung fragt bei jeder Programminstallation nach dem "
                       "Administratorkennwort. Wo finde ich die Netzwerkeinstellungen der Telefonanlage? "
      : lang == "zh" ? "我昨天更新了软件，现在每次打开邮件都会提示密码错误。请问怎样才能恢复以前的设置？ "
      : lang == "th"
          ? "ฉันอัปเดตโปรแกรมเมื่อวานนี้ และตอนนี้ทุกครั้งที่เปิดอีเมลจะแจ้งว่ารหัสผ่านไม่ถูกต้อง "
          : "Since yesterday's update the printer doesn't respond; error 0x8024402C appears whenever I open the "
            "settings page and choose \"Restore defaults\" on my laptop. ";
  std::string out;
  while (out.size() < bytes) out += once;
  return out;
}

inline std::vector<forestall::Document> documents(std::uint32_t count) {
  forestall::support::Corpus corpus(kSeed, 20'000);
  std::vector<forestall::Document> out;
  for (std::uint32_t i = 0; i < count; ++i) {
    out.push_back(corpus.document(i));
    out.back().lang = "en";
    out.back().audience.clear();
    out.back().kind = forestall::Kind::topic;
    out.back().parent.clear();
  }
  return out;
}

}  // namespace speed
