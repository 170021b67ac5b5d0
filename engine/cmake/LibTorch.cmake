# The one place that finds LibTorch: the folder in LIBTORCH, one in CMAKE_PREFIX_PATH, or the one
# that Torch_DIR (…/share/cmake/Torch) lies in. Both the unpacked archive and the folder of a Python
# wheel (…/site-packages/torch) have the same layout.
#
# LibTorch's own TorchConfig.cmake is not used: for a CUDA build it insists on a CUDA toolkit, which
# Vitrine does not need, since it compiles no CUDA code.
if(Torch_DIR)
    get_filename_component(torchFromDir ${Torch_DIR}/../../.. ABSOLUTE)
endif()
find_path(VITRINE_TORCH_ROOT share/cmake/Torch/TorchConfig.cmake
    HINTS $ENV{LIBTORCH} ${torchFromDir} ENV Torch_DIR
    PATH_SUFFIXES . ../../..
    DOC "Folder of LibTorch"
    NO_CMAKE_FIND_ROOT_PATH)
if(NOT VITRINE_TORCH_ROOT)
    message(FATAL_ERROR "LibTorch was not found. Set LIBTORCH, Torch_DIR or CMAKE_PREFIX_PATH to it, "
        "or let packaging/run.sh fetch it.")
endif()
get_filename_component(torchRoot ${VITRINE_TORCH_ROOT} REALPATH)

file(STRINGS ${torchRoot}/include/torch/headeronly/version.h torchVersion
    REGEX "define TORCH_VERSION_M(AJOR|INOR)")
string(REGEX REPLACE "[^0-9;]" "" torchVersion "${torchVersion}")
string(REPLACE ";" "." torchVersion "${torchVersion}")
message(STATUS "LibTorch ${torchVersion} in ${torchRoot}")
if(torchVersion VERSION_LESS 2.11)
    message(FATAL_ERROR "LibTorch 2.11 or newer is needed; ${torchRoot} has ${torchVersion}.")
endif()

add_library(vitrine_torch INTERFACE)
target_include_directories(vitrine_torch SYSTEM INTERFACE
    ${torchRoot}/include
    ${torchRoot}/include/torch/csrc/api/include)
foreach(library torch torch_cpu c10)
    # By full path, so that programs find them again at run time.
    target_link_libraries(vitrine_torch INTERFACE
        ${torchRoot}/lib/${CMAKE_SHARED_LIBRARY_PREFIX}${library}${CMAKE_SHARED_LIBRARY_SUFFIX})
endforeach()
if(EXISTS ${torchRoot}/lib/libtorch_cuda.so)
    # Nothing refers to these by name; they register the CUDA kernels when they are loaded.
    target_link_libraries(vitrine_torch INTERFACE -Wl,--push-state,--no-as-needed
        ${torchRoot}/lib/libtorch_cuda.so ${torchRoot}/lib/libc10_cuda.so -Wl,--pop-state)
endif()
# The templates of LibTorch's headers trip these where they are used: GCC follows the copy of an
# empty std::optional<at::Generator> into the pointer that it does not hold.
target_compile_options(vitrine_torch INTERFACE -Wno-pedantic
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
