# SPDX-License-Identifier: Apache-2.0
forestall_room(mail SOURCES canonical.cpp phrases.cpp language.cpp lines.cpp html_mail.cpp introduction.cpp header.cpp quotes.cpp greeting.cpp closing.cpp
  footer.cpp prose.cpp secrets.cpp subject.cpp body.cpp clean.cpp LINK forestall_base)
set(lists "")
file(GLOB files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/data/mail/*.txt)  # lists, not sources
foreach(file IN LISTS files)
  file(READ ${file} words)
  get_filename_component(lang ${file} NAME_WE)
  string(APPEND lists "{\"${lang}\", R\"words(${words})words\"},\n")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/generated/mail_words.inc CONTENT "@lists@")
target_include_directories(forestall_mail PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/generated)
