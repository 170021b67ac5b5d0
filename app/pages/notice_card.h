#pragma once

#include "widgets/common/card.h"
#include "widgets/common/parented_ptr.h"

class QLabel;

namespace vitrine::app {

/// Says in place of a view why there is none, and what there is instead.
class NoticeCard : public widgets::Card {
    Q_OBJECT
public:
    explicit NoticeCard(QWidget* parent);

    void setText(const QString& text);

private:
    widgets::parented_ptr<QLabel> m_text;
};

} // namespace vitrine::app
