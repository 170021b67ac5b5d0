# What `cmake --install` puts where, and how CPack wraps it. LibTorch's libraries go along, because
# no distribution packages them in a form that the program could depend on.
include(GNUInstallDirs)

set(privateLibraries ${CMAKE_INSTALL_LIBDIR}/vitrine)
set(programs vitrine-cli)
if(VITRINE_BUILD_APP)
    list(APPEND programs vitrine)
endif()
set_target_properties(${programs} PROPERTIES
    INSTALL_RPATH "$ORIGIN/../${privateLibraries}")
install(TARGETS ${programs} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

file(GLOB torchLibraries ${VITRINE_TORCH_ROOT}/lib/libtorch.so ${VITRINE_TORCH_ROOT}/lib/libtorch_cpu.so
    ${VITRINE_TORCH_ROOT}/lib/libtorch_cuda*.so ${VITRINE_TORCH_ROOT}/lib/libc10*.so ${VITRINE_TORCH_ROOT}/lib/libgomp*.so*)
install(FILES ${torchLibraries} DESTINATION ${privateLibraries})

install(DIRECTORY ${PROJECT_SOURCE_DIR}/resources/models ${PROJECT_SOURCE_DIR}/resources/texts
        ${PROJECT_SOURCE_DIR}/resources/data
    DESTINATION ${CMAKE_INSTALL_DATADIR}/vitrine)
if(VITRINE_BUILD_APP)
    install(FILES packaging/linux/vitrine.desktop
        DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
    install(FILES packaging/linux/vitrine.metainfo.xml
        DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
    install(FILES packaging/linux/vitrine.svg
        DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
endif()

set(CPACK_GENERATOR TGZ)
set(CPACK_PACKAGE_NAME vitrine)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY ${PROJECT_DESCRIPTION})
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES ON)
include(CPack)
