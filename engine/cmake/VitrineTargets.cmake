# What every Vitrine target shares. Targets only: nothing here is directory-wide.

add_library(vitrine_options INTERFACE)
target_include_directories(vitrine_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(vitrine_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow=local
    $<$<BOOL:${VITRINE_WARNINGS_AS_ERRORS}>:-Werror>
    # GCC needs this to put a precompiled header through ccache.
    $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)

# A Qt target: no macros that clash with LibTorch (it has methods named slots()), no silent casts.
add_library(vitrine_qt_options INTERFACE)
target_link_libraries(vitrine_qt_options INTERFACE vitrine_options)
target_compile_definitions(vitrine_qt_options INTERFACE
    QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH)
