#include "app/language_switch.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace vitrine::app {

void LanguageSwitch::use(const QString& language) {
    const bool chinese = language == QStringLiteral("zh");
    m_language = chinese ? QStringLiteral("zh") : QStringLiteral("en");
    QLocale::setDefault(chinese ? QLocale(QLocale::Chinese, QLocale::China)
                                : QLocale(QLocale::English, QLocale::UnitedStates));
    QCoreApplication::removeTranslator(&m_program);
    QCoreApplication::removeTranslator(&m_qt);
    // English is the language of the source; its file holds the plural forms alone.
    const auto locale = chinese ? QStringLiteral("zh_CN") : QStringLiteral("en");
    if (m_qt.load(QStringLiteral("qtbase_") + locale,
            QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QCoreApplication::installTranslator(&m_qt);
    }
    if (m_program.load(QStringLiteral(":/translations/vitrine_") + locale)) {
        QCoreApplication::installTranslator(&m_program);
    }
}

} // namespace vitrine::app
