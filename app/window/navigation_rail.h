#pragma once

#include <QFrame>
#include <QHash>

#include "widgets/common/parented_ptr.h"

class QButtonGroup;
class QVBoxLayout;

namespace vitrine::widgets {
class IconButton;
}

namespace vitrine::app {

/// The lenses, one below the other; what belongs to the program and not to the text stands at the
/// foot.
class NavigationRail : public QFrame {
    Q_OBJECT
public:
    enum class Place { Top, Foot };

    explicit NavigationRail(QWidget* parent);

    void addEntry(const QString& id, const QString& iconName, Place place);
    void setEntryText(const QString& id, const QString& title, const QString& tip);
    /// Does not emit chosen.
    void setCurrent(const QString& id);

Q_SIGNALS:
    void chosen(const QString& id);

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyTheme();

    widgets::parented_ptr<QVBoxLayout> m_layout;
    widgets::parented_ptr<QButtonGroup> m_group;
    QHash<QString, widgets::IconButton*> m_buttons; ///< children
    int m_topCount = 0; ///< entries above the gap
};

} // namespace vitrine::app
