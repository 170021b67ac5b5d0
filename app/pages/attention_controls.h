#pragma once

#include <QWidget>

#include "app/workspace/attention_probe.h"
#include "widgets/attention/heat_map_painter.h"
#include "widgets/common/parented_ptr.h"

class QAction;
class QComboBox;
class QDoubleSpinBox;
class QHBoxLayout;
class QMenu;
class QToolButton;

namespace vitrine::widgets {
class SegmentedControl;
} // namespace vitrine::widgets

namespace vitrine::app {

class CommandRegistry;

/// How one head is looked at: as what, on which scale, with which tokens.
class AttentionControls : public QWidget {
    Q_OBJECT
public:
    enum class View { Map, Links, Text };

    AttentionControls(CommandRegistry& commands, QWidget* parent);

    View view() const;
    void setView(View view);
    widgets::ColorMap colorMap() const;
    double threshold() const;
    bool selectedOnly() const;
    /// The question of a map of this head.
    MapQuestion question(const HeadIndex& head) const;
    AttentionSide side() const;
    /// What the side control calls the two sides; empty names hide it.
    void setSides(const QString& own, const QString& other);

Q_SIGNALS:
    void viewChanged();
    /// What is drawn stays the same, but how it is drawn changes.
    void styleChanged();
    /// Another map is needed.
    void questionChanged();
    void sideChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void addCommands(CommandRegistry& commands);
    void addToggle(QAction*& action, void (AttentionControls::*signal)());
    void showSides();
    void retranslate();
    void applyTheme();

    widgets::parented_ptr<QHBoxLayout> m_upper;
    widgets::parented_ptr<QHBoxLayout> m_lower;
    widgets::parented_ptr<widgets::SegmentedControl> m_view;
    widgets::parented_ptr<widgets::SegmentedControl> m_scale;
    widgets::parented_ptr<QComboBox> m_source;
    widgets::parented_ptr<QComboBox> m_colors;
    widgets::parented_ptr<QDoubleSpinBox> m_threshold;
    widgets::parented_ptr<QToolButton> m_tokens;
    widgets::parented_ptr<QMenu> m_tokenMenu;
    QAction* m_mergeWords = nullptr; ///< the menu's, as those below
    QAction* m_hideSpecial = nullptr;
    QAction* m_hideFirst = nullptr;
    QAction* m_selectedOnly = nullptr;
    widgets::parented_ptr<QComboBox> m_side;
    QString m_own;
    QString m_other;
};

} // namespace vitrine::app
