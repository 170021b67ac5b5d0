#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QString>

class QApplication;
class QEvent;
class QLabel;
class QObject;

namespace vitrine::widgets {

enum class ColorScheme { Light, Dark };

/// What a colour is for. The …Text roles are their colour, darkened or lightened to read as text
/// with a contrast of 4.5:1 on every background, the accent tint included.
enum class ColorRole {
    Background,
    Surface,
    Raised,
    Text,
    Secondary,
    Faint, ///< never the only bearer of a meaning
    Line,
    Accent,
    AccentTint,
    AccentText,
    Second, ///< the other model, without the head, validation, the cut
    SecondText,
    Good,
    GoodText,
    Warning,
    WarningText,
};

/// What a text is for; the value is its size in pixels at 100 %.
enum class TextSize { Rail = 11, Caption = 12, Body = 13, Token = 15, Title = 20 };

/// How a label looks; see setTextRole().
enum class TextRole { Rail, Caption, Body, Heading, Title, Number };

/// Colours, fonts and lengths, as one value: scheme and zoom. The application's theme is set with
/// applyTo() and read with of(); there is no global. Widgets that paint themselves read it on every
/// paint, and those that cache something measured listen for isThemeChange() in changeEvent().
class Theme {
public:
    static constexpr int minimumZoom = 70; ///< per cent
    static constexpr int maximumZoom = 250;

    /// `zoomPercent` is brought into its limits.
    explicit Theme(ColorScheme scheme = ColorScheme::Light, int zoomPercent = 100);

    /// The theme of the nearest ancestor that has one of its own (see setFor), else the
    /// application's, else light at 100 %.
    static Theme of(const QObject* object);
    /// Palette, font and style sheet of every window, now and later.
    void applyTo(QApplication& application) const;
    /// What of() answers for `object` and its children.
    void setFor(QObject* object) const;

    ColorScheme scheme() const { return m_scheme; }
    int zoom() const { return m_zoom; }
    QColor color(ColorRole role) const;
    /// `role` with an opacity from 0 to 1.
    QColor color(ColorRole role, double opacity) const;
    /// A length in pixels that is `length` at 100 %; at least 1 unless it is 0.
    int px(double length) const;
    QFont font(TextSize size, QFont::Weight weight = QFont::Normal) const;
    /// For tokens and numbers: every digit has the same width.
    QFont monoFont(TextSize size, QFont::Weight weight = QFont::Normal) const;
    QPalette palette() const;
    QString styleSheet() const;

    bool operator==(const Theme&) const = default;

private:
    ColorScheme m_scheme;
    int m_zoom;
};

/// Whether the event says that colours, fonts or lengths have changed.
bool isThemeChange(const QEvent& event);

/// Size, weight and colour of a label, which then follow the theme by themselves.
void setTextRole(QLabel* label, TextRole role);

} // namespace vitrine::widgets

Q_DECLARE_METATYPE(vitrine::widgets::Theme)
