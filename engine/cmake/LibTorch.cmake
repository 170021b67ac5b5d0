# The one place that finds LibTorch. Looked for in Torch_DIR, CMAKE_PREFIX_PATH and LIBTORCH
# (the unpacked archive, or the folder of a Python wheel: …/site-packages/torch).
if(DEFINED ENV{LIBTORCH})
    list(APPEND CMAKE_PREFIX_PATH $ENV{LIBTORCH})
endif()
find_package(Torch QUIET)
if(NOT Torch_FOUND)
    message(FATAL_ERROR "LibTorch was not found. Set Torch_DIR, CMAKE_PREFIX_PATH or LIBTORCH to it, "
        "or let packaging/run.sh fetch it.")
endif()

# TORCH_CXX_FLAGS and the include folders ride on the imported target `torch`.
add_library(vitrine_torch INTERFACE)
target_link_libraries(vitrine_torch INTERFACE ${TORCH_LIBRARIES})
target_compile_options(vitrine_torch INTERFACE ${TORCH_CXX_FLAGS} -Wno-pedantic)
