#include "widgets/common/theme.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QLabel>
#include <QRegularExpression>
#include <QStyleFactory>
#include <QVariant>

namespace vitrine::widgets {

namespace {

constexpr auto themeProperty = "vitrineTheme";

struct RoleColors {
    ColorRole role;
    const char* name; ///< in the style sheet
    QRgb light;
    QRgb dark;
};

constexpr std::array<RoleColors, 16> roleColors{{
    {ColorRole::Background, "background", 0xFFF7F7F5, 0xFF14171B},
    {ColorRole::Surface, "surface", 0xFFFFFFFF, 0xFF1B1F25},
    {ColorRole::Raised, "raised", 0xFFF1F2F4, 0xFF242A32},
    {ColorRole::Text, "text", 0xFF1B1F24, 0xFFE8EBEF},
    {ColorRole::Secondary, "secondary", 0xFF5B6470, 0xFFA3ADB8},
    {ColorRole::Faint, "faint", 0xFF8A939E, 0xFF737E8A},
    {ColorRole::Line, "line", 0xFFE1E4E8, 0xFF2E353E},
    {ColorRole::Accent, "accent", 0xFF2F6FDE, 0xFF6EA8FE},
    {ColorRole::AccentTint, "accentTint", 0xFFE6EEFC, 0xFF203352},
    {ColorRole::AccentText, "accentText", 0xFF1F5AC4, 0xFF6EA8FE},
    {ColorRole::Second, "second", 0xFFC8553D, 0xFFF08A6C},
    {ColorRole::SecondText, "secondText", 0xFFB0432D, 0xFFF08A6C},
    {ColorRole::Good, "good", 0xFF2E8B57, 0xFF5FC98B},
    {ColorRole::GoodText, "goodText", 0xFF1F7041, 0xFF5FC98B},
    {ColorRole::Warning, "warning", 0xFFC98A00, 0xFFE5B33C},
    {ColorRole::WarningText, "warningText", 0xFF855B00, 0xFFE5B33C},
}};

// Latin before Chinese: a Chinese font's Latin letters would be taken else.
const QStringList& interfaceFamilies() {
    static const QStringList families{
        QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans CJK SC")};
    return families;
}

const QStringList& monoFamilies() {
    static const QStringList families{QStringLiteral("JetBrains Mono"),
        QStringLiteral("DejaVu Sans Mono"), QStringLiteral("Noto Sans Mono CJK SC")};
    return families;
}

QString quotedFamilies(const QStringList& families) {
    return QLatin1Char('"') + families.join(QStringLiteral("\", \"")) + QLatin1Char('"');
}

QString readStyleSheet() {
    QFile file(QStringLiteral(":/themes/vitrine.qss"));
    const bool open = file.open(QIODevice::ReadOnly);
    Q_ASSERT(open);
    return open ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

Theme::Theme(ColorScheme scheme, int zoomPercent)
    : m_scheme(scheme), m_zoom(std::clamp(zoomPercent, minimumZoom, maximumZoom)) {
}

Theme Theme::of(const QObject* object) {
    for (; object; object = object->parent()) {
        const QVariant own = object->property(themeProperty);
        if (own.isValid())
            return own.value<Theme>();
    }
    const QVariant shared = qApp ? qApp->property(themeProperty) : QVariant();
    return shared.isValid() ? shared.value<Theme>() : Theme();
}

void Theme::setFor(QObject* object) const {
    object->setProperty(themeProperty, QVariant::fromValue(*this));
}

void Theme::applyTo(QApplication& application) const {
    const bool first = !application.property(themeProperty).isValid();
    setFor(&application);
    if (first) // later the style sheet's own style stands before it
        application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    application.setPalette(palette());
    application.setFont(font(TextSize::Body));
    application.setStyleSheet(styleSheet());
}

QColor Theme::color(ColorRole role) const {
    const auto& entry = roleColors.at(static_cast<std::size_t>(role));
    Q_ASSERT(entry.role == role);
    return QColor::fromRgb(m_scheme == ColorScheme::Light ? entry.light : entry.dark);
}

QColor Theme::color(ColorRole role, double opacity) const {
    QColor result = color(role);
    result.setAlphaF(static_cast<float>(opacity));
    return result;
}

int Theme::px(double length) const {
    const int scaled = static_cast<int>(std::lround(length * m_zoom / 100.0));
    return length > 0 ? std::max(scaled, 1) : scaled;
}

QFont Theme::font(TextSize size, QFont::Weight weight) const {
    QFont result;
    result.setFamilies(interfaceFamilies());
    result.setPixelSize(px(static_cast<int>(size)));
    result.setWeight(weight);
    return result;
}

QFont Theme::monoFont(TextSize size, QFont::Weight weight) const {
    QFont result = font(size, weight);
    result.setFamilies(monoFamilies());
    result.setStyleHint(QFont::Monospace);
    // "<|" and "->" are two characters each, whatever ligature the font has for them.
    result.setStyleStrategy(QFont::PreferNoShaping);
    return result;
}

QPalette Theme::palette() const {
    QPalette result;
    result.setColor(QPalette::Window, color(ColorRole::Background));
    result.setColor(QPalette::WindowText, color(ColorRole::Text));
    result.setColor(QPalette::Base, color(ColorRole::Surface));
    result.setColor(QPalette::AlternateBase, color(ColorRole::Raised));
    result.setColor(QPalette::Text, color(ColorRole::Text));
    result.setColor(QPalette::PlaceholderText, color(ColorRole::Secondary));
    result.setColor(QPalette::Button, color(ColorRole::Surface));
    result.setColor(QPalette::ButtonText, color(ColorRole::Text));
    result.setColor(QPalette::Mid, color(ColorRole::Line));
    result.setColor(QPalette::Highlight, color(ColorRole::Accent));
    result.setColor(QPalette::HighlightedText, color(ColorRole::Surface));
    result.setColor(QPalette::Link, color(ColorRole::AccentText));
    result.setColor(QPalette::ToolTipBase, color(ColorRole::Raised));
    result.setColor(QPalette::ToolTipText, color(ColorRole::Text));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        result.setColor(QPalette::Disabled, role, color(ColorRole::Faint));
    return result;
}

QString Theme::styleSheet() const {
    static const QString source = readStyleSheet();
    static const QRegularExpression placeholder(QStringLiteral("@px\\((\\d+)\\)|@(\\w+)"));
    QString result;
    qsizetype copied = 0;
    auto matches = placeholder.globalMatch(source);
    const auto value = [this](const QString& name) {
        if (name == QLatin1String("mono"))
            return quotedFamilies(monoFamilies());
        if (name == QLatin1String("scheme"))
            return QString::fromLatin1(m_scheme == ColorScheme::Light ? "light" : "dark");
        const auto entry = std::ranges::find_if(roleColors,
            [&](const RoleColors& colors) { return name == QLatin1String(colors.name); });
        return entry == roleColors.end() ? QLatin1Char('@') + name : color(entry->role).name();
    };
    while (matches.hasNext()) {
        const auto match = matches.next();
        result += QStringView(source).mid(copied, match.capturedStart() - copied);
        result += match.hasCaptured(1) ? QString::number(px(match.captured(1).toInt()))
                                       : value(match.captured(2));
        copied = match.capturedEnd();
    }
    result += QStringView(source).mid(copied);
    return result;
}

bool isThemeChange(const QEvent& event) {
    return event.type() == QEvent::StyleChange || event.type() == QEvent::PaletteChange
        || event.type() == QEvent::FontChange;
}

void setTextRole(QLabel* label, TextRole role) {
    static constexpr std::array names{"rail", "caption", "body", "heading", "title", "number"};
    label->setProperty("textRole", QString::fromLatin1(names.at(static_cast<std::size_t>(role))));
}

} // namespace vitrine::widgets
