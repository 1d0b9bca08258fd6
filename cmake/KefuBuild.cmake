# What all targets of kefu have in common.

find_package(Threads REQUIRED)
find_package(absl REQUIRED)
find_package(fmt REQUIRED)
find_package(RapidJSON REQUIRED)
find_package(simdjson REQUIRED)

find_program(KEFU_CCACHE ccache)
mark_as_advanced(KEFU_CCACHE)
if(KEFU_CCACHE AND PROJECT_IS_TOP_LEVEL AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER "${KEFU_CCACHE}")
  set(CMAKE_CXX_COMPILER_LAUNCHER "${KEFU_CCACHE}")
endif()

# The flags of kefu's own targets. They are never exported: a host keeps its
# own taste in warnings.
add_library(kefu_flags INTERFACE)
target_compile_features(kefu_flags INTERFACE cxx_std_20)
target_compile_options(kefu_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow $<$<BOOL:${KEFU_WERROR}>:-Werror>)
# g++ 12 warns of std::string's own operator+ when it optimises (GCC 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND
   CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(kefu_flags INTERFACE -Wno-restrict)
endif()
# "rep stos" takes longer to start than clearing an event's struct does. The
# limits of inlining are for speed only, and long to compile with sanitizers.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND
   CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  target_compile_options(kefu_flags INTERFACE
    "-mmemset-strategy=unrolled_loop:512:noalign,libcall:-1:noalign")
  if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
    target_compile_options(kefu_flags INTERFACE
      "SHELL:--param inline-unit-growth=300"
      "SHELL:--param large-unit-insns=200000"
      "SHELL:--param large-function-growth=400")
  endif()
endif()
if(NOT KEFU_PROFILE MATCHES "^(generate|use|)$")
  message(FATAL_ERROR "KEFU_PROFILE is \"${KEFU_PROFILE}\": give generate, use "
    "or nothing; scripts/build-tuned does both in turn")
endif()
if(KEFU_PROFILE STREQUAL "generate")
  add_link_options(-fprofile-generate)
endif()
if(KEFU_CHECK)
  target_compile_definitions(kefu_flags INTERFACE KEFU_CHECK=1)
endif()

# kefu_program(name sources...): a program of kefu's own. It links the static
# library, so that it also sees what libkefu.so hides. Without sources there is
# no target.
function(kefu_program name)
  if(NOT ARGN)
    return()
  endif()
  add_executable(${name} ${ARGN})
  target_link_libraries(${name} PRIVATE kefu_static kefu_flags)
  set_target_properties(${name} PROPERTIES
    CXX_EXTENSIONS OFF
    RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
endfunction()

# Several files of a target are compiled as one: most of what takes time is what
# they include. Those with options of their own stay apart.
function(kefu_compile_together)
  set_target_properties(${ARGN} PROPERTIES
    UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
endfunction()

# What reads a command line: nothing to optimise there, and long to compile.
function(kefu_command_line)
  set_source_files_properties(${ARGN} PROPERTIES COMPILE_OPTIONS -O0)
endfunction()

# Adds those directories that have a CMakeLists.txt.
function(kefu_add_subdirectories)
  foreach(directory IN LISTS ARGN)
    if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${directory}/CMakeLists.txt")
      add_subdirectory(${directory})
    endif()
  endforeach()
endfunction()
