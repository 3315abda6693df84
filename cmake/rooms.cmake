# SPDX-License-Identifier: Apache-2.0
# A room is a folder of src/, built as an object library so that its tests link no more than the rooms they name.

add_library(forestall_warnings INTERFACE)  # and the sanitizers: what every program of ours is compiled with
target_compile_options(forestall_warnings INTERFACE -Wall -Wextra $<$<BOOL:${FORESTALL_WERROR}>:-Werror>
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)  # g++ 12 sees overlapping copies in std::string where there are none (its bug 105329)
if(FORESTALL_SANITIZE)
  target_compile_options(forestall_warnings INTERFACE -fsanitize=${FORESTALL_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all)
  target_link_options(forestall_warnings INTERFACE -fsanitize=${FORESTALL_SANITIZE})
endif()
add_library(forestall_flags INTERFACE)
target_link_libraries(forestall_flags INTERFACE forestall_warnings)
target_include_directories(forestall_flags INTERFACE ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/src)

# forestall_room(<name> SOURCES a.cpp … [LINK library …])
function(forestall_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;LINK" ${ARGN})
  list(TRANSFORM ROOM_SOURCES PREPEND ${name}/)
  add_library(forestall_${name} OBJECT)
  target_sources(forestall_${name} PRIVATE ${ROOM_SOURCES})
  target_link_libraries(forestall_${name} PUBLIC forestall_flags ${ROOM_LINK})
  set_property(GLOBAL APPEND PROPERTY FORESTALL_ROOMS ${name})
  list(FILTER ROOM_LINK EXCLUDE REGEX "^forestall_|^nlohmann_json::")  # rooms, and what is all headers
  set_property(GLOBAL APPEND PROPERTY FORESTALL_LINK ${ROOM_LINK})
endfunction()

# forestall_word_lists(<room> <folder of data/> <name>): one file a language becomes generated/<name>.inc, {"lang", text} each.
function(forestall_word_lists room folder name)
  set(lists "")
  file(GLOB files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/data/${folder}/*.txt)  # lists, not sources
  foreach(file IN LISTS files)
    file(READ ${file} words)
    get_filename_component(lang ${file} NAME_WE)
    string(APPEND lists "{\"${lang}\", R\"words(${words})words\"},\n")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  endforeach()
  file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/generated/${name}.inc CONTENT "@lists@")
  target_include_directories(forestall_${room} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/generated)
endfunction()

# Tests need not be fast themselves, only quick to build; what they link is optimised. Of std::string
# in a precompiled header g++ 12 sees bounds that are none.
set(FORESTALL_TEST_OPTIONS $<$<CONFIG:Release>:-O1> $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds>
  $<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overflow>)

# What every test includes, read once: a program like the tests (position independent as they are), without any.
function(forestall_share_headers target)
  if(NOT TARGET forestall_test_headers)
    file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/generated/test_headers.cpp CONTENT "")
    add_executable(forestall_test_headers ${PROJECT_BINARY_DIR}/generated/test_headers.cpp)
    target_link_libraries(forestall_test_headers PRIVATE forestall_flags GTest::gmock GTest::gtest_main)
    target_compile_options(forestall_test_headers PRIVATE ${FORESTALL_TEST_OPTIONS})
    target_precompile_headers(forestall_test_headers PRIVATE <gmock/gmock.h> <gtest/gtest.h>)
  endif()
  target_precompile_headers(${target} REUSE_FROM forestall_test_headers)
endfunction()

# forestall_test(<name> SOURCES a.cpp … [ROOMS room …] [LINK library …] [LABELS label …])
# A test program that links the objects of these rooms; "all" means every one. Its name is its first label.
function(forestall_test name)
  cmake_parse_arguments(TEST "" "" "SOURCES;ROOMS;LINK;LABELS" ${ARGN})
  set(target forestall_${name}_tests)
  add_executable(${target} ${TEST_SOURCES})
  if("all" IN_LIST TEST_ROOMS)
    get_property(TEST_ROOMS GLOBAL PROPERTY FORESTALL_ROOMS)
  endif()
  list(TRANSFORM TEST_ROOMS PREPEND forestall_)
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_compile_definitions(${target} PRIVATE FORESTALL_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
    FORESTALL_BINARY_DIR="${PROJECT_BINARY_DIR}")
  target_link_libraries(${target} PRIVATE forestall_flags ${TEST_ROOMS} GTest::gmock GTest::gtest_main ${TEST_LINK})
  target_compile_options(${target} PRIVATE ${FORESTALL_TEST_OPTIONS})
  forestall_share_headers(${target})
  list(JOIN TEST_LABELS "\\;" labels)  # kept as one value on its way through gtest_discover_tests
  if(labels)
    set(labels "\\;${labels}")
  endif()
  gtest_discover_tests(${target} TEST_PREFIX ${name}. DISCOVERY_TIMEOUT 120
    PROPERTIES LABELS "${name}${labels}" TIMEOUT 900)
endfunction()
