# SPDX-License-Identifier: Apache-2.0
# A room is a folder of src/, built as an object library so that its tests link no more than the rooms above it.

add_library(forestall_flags INTERFACE)
target_include_directories(forestall_flags INTERFACE ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/src)
# g++ 12 warns of overlapping copies inside std::string where there are none (GCC bug 105329).
target_compile_options(forestall_flags INTERFACE -Wall -Wextra $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict> $<$<BOOL:${FORESTALL_WERROR}>:-Werror>
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)  # g++ 12 warns of "text" + std::string without reason (its bug 105329)
if(FORESTALL_SANITIZE)
  target_compile_options(forestall_flags INTERFACE -fsanitize=${FORESTALL_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(forestall_flags INTERFACE -fsanitize=${FORESTALL_SANITIZE})
endif()

# forestall_room(<name> SOURCES a.cpp … [LINK library …])
function(forestall_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;LINK" ${ARGN})
  list(TRANSFORM ROOM_SOURCES PREPEND ${name}/)
  foreach(source IN LISTS ROOM_SOURCES)  # while rooms are being written by several hands
    if(NOT EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/${source})
      message(WARNING "${source} is missing")
      list(REMOVE_ITEM ROOM_SOURCES ${source})
    endif()
  endforeach()
  if(NOT ROOM_SOURCES)
    return()
  endif()
  add_library(forestall_${name} OBJECT)
  target_sources(forestall_${name} PRIVATE ${ROOM_SOURCES})
  target_link_libraries(forestall_${name} PUBLIC forestall_flags ${ROOM_LINK})
  set_property(GLOBAL APPEND PROPERTY FORESTALL_ROOMS ${name})
endfunction()

# forestall_test(<room> SOURCES a.cpp … [ROOMS room …] [LABELS label …]): a test program that links these rooms, "all" for every one
function(forestall_test name)
  cmake_parse_arguments(TEST "" "" "SOURCES;ROOMS;LINK;LABELS" ${ARGN})
  add_executable(forestall_${name}_tests ${TEST_SOURCES})
  if("all" IN_LIST TEST_ROOMS)
    get_property(TEST_ROOMS GLOBAL PROPERTY FORESTALL_ROOMS)
  endif()
  foreach(room IN LISTS TEST_ROOMS)
    target_link_libraries(forestall_${name}_tests PRIVATE forestall_${room})
  endforeach()
  target_include_directories(forestall_${name}_tests PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_compile_definitions(forestall_${name}_tests PRIVATE FORESTALL_SOURCE_DIR="${PROJECT_SOURCE_DIR}" FORESTALL_BINARY_DIR="${PROJECT_BINARY_DIR}")
  target_link_libraries(forestall_${name}_tests PRIVATE GTest::gmock GTest::gtest_main ${TEST_LINK})
  gtest_discover_tests(forestall_${name}_tests TEST_PREFIX ${name}. DISCOVERY_TIMEOUT 60
    PROPERTIES LABELS "${name};${TEST_LABELS}" TIMEOUT 600)
endfunction()
