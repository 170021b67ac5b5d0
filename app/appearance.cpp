#include "app/appearance.h"

#include <QApplication>
#include <QPalette>

#include <algorithm>

namespace vitrine::app {

namespace {

constexpr int middleLightness = 128;

} // namespace

Appearance::Appearance(QApplication& application, Settings& settings)
    : m_application(application), m_settings(settings)
      // Before our own palette covers the system's.
      ,
      m_systemIsDark(application.palette().color(QPalette::Window).lightness() < middleLightness) {
    m_language.use(settings.language());
    apply();
}

bool Appearance::isDark() const {
    const auto choice = m_settings.theme();
    return choice == ThemeChoice::Dark || (choice == ThemeChoice::System && m_systemIsDark);
}

void Appearance::setTheme(ThemeChoice theme) {
    m_settings.setTheme(theme);
    apply();
}

void Appearance::setZoomPercent(int percent) {
    m_settings.setZoomPercent(
        std::clamp(percent, widgets::Theme::minimumZoom, widgets::Theme::maximumZoom));
    apply();
}

void Appearance::setLanguage(const QString& language) {
    m_settings.setLanguage(language);
    m_language.use(language);
    Q_EMIT changed();
}

void Appearance::apply() {
    const auto scheme = isDark() ? widgets::ColorScheme::Dark : widgets::ColorScheme::Light;
    widgets::Theme(scheme, m_settings.zoomPercent()).applyTo(m_application);
    Q_EMIT changed();
}

} // namespace vitrine::app
