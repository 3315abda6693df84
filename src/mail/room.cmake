# SPDX-License-Identifier: Apache-2.0
forestall_room(mail SOURCES canonical.cpp phrases.cpp language.cpp lines.cpp html_mail.cpp introduction.cpp header.cpp quotes.cpp greeting.cpp closing.cpp
  footer.cpp prose.cpp secrets.cpp subject.cpp body.cpp clean.cpp LINK forestall_base)
forestall_word_lists(mail mail mail_words)
