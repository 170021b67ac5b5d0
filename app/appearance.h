#pragma once

#include <QObject>

#include "app/language_switch.h"
#include "app/settings.h"
#include "widgets/common/theme.h"

class QApplication;

namespace vitrine::app {

/// How the program looks and which language it speaks: applies what the settings say to the
/// application, and keeps what the user changes.
class Appearance : public QObject {
    Q_OBJECT
public:
    Appearance(QApplication& application, Settings& settings);

    bool isDark() const;
    void setTheme(ThemeChoice theme);
    int zoomPercent() const { return m_settings.zoomPercent(); }
    void setZoomPercent(int percent);
    QString language() const { return m_language.language(); }
    void setLanguage(const QString& language);

Q_SIGNALS:
    void changed();

private:
    void apply();

    QApplication& m_application;
    Settings& m_settings;
    LanguageSwitch m_language;
    bool m_systemIsDark;
};

} // namespace vitrine::app
