#include <QApplication>

#include "app/application.h"
#include "app/process_memory.h"
#include "engine/api/openmp_policy.h"

int main(int argc, char** argv) {
    vitrine::api::makeOpenMpWaitPassively(argv);
    vitrine::app::returnFreedMemory();
    QApplication qt(argc, argv);
    QApplication::setApplicationName(QStringLiteral("vitrine"));
    QApplication::setApplicationDisplayName(QStringLiteral("Vitrine"));
    QApplication::setApplicationVersion(QStringLiteral(VITRINE_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("vitrine"));
    vitrine::app::Application application(qt, vitrine::app::ApplicationPaths::standard());
    application.start();
    return QApplication::exec();
}
