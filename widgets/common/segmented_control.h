#pragma once

#include <QList>
#include <QWidget>

#include "widgets/common/parented_ptr.h"

class QButtonGroup;
class QHBoxLayout;

namespace vitrine::widgets {

/// One choice of a few, as joined buttons. Arrow keys move the choice.
class SegmentedControl : public QWidget {
    Q_OBJECT

public:
    struct Segment {
        QString text;
        QString tooltip; ///< one sentence
    };

    explicit SegmentedControl(QWidget* parent);

    /// Replaces texts in place where the number of segments is the same, keeping the choice.
    void setSegments(const QList<Segment>& segments);
    int current() const;
    /// Does not emit currentChanged.
    void setCurrent(int index);

Q_SIGNALS:
    /// The user has chosen another segment.
    void currentChanged(int index);

private:
    void rebuild(qsizetype count);

    parented_ptr<QHBoxLayout> m_layout;
    parented_ptr<QButtonGroup> m_buttons;
    int m_current = 0;
};

} // namespace vitrine::widgets
