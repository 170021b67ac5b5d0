#pragma once

#include <QWidget>

#include <memory>
#include <optional>

#include "engine/values/generation_options.h"
#include "engine/values/next_token_distribution.h"
#include "widgets/common/parented_ptr.h"

class QFrame;
class QLabel;
class QVBoxLayout;

namespace vitrine::app {

/// Why one candidate has its probability: the softmax with this model's numbers in it, then what
/// each setting made of it, and how it was drawn.
class WhyPanel : public QWidget {
    Q_OBJECT
public:
    /// One candidate at one position.
    struct Subject {
        std::shared_ptr<const NextTokenDistribution> distribution;
        GenerationOptions options; ///< name the settings
        TokenId id = 0;
        double draw = -1; ///< the number in [0, 1) that chose it; −1 where nothing was drawn
    };

    explicit WhyPanel(QWidget* parent);

    void setSubject(Subject subject);
    void clear();

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void applyTheme();

    std::optional<Subject> m_subject;
    widgets::parented_ptr<QVBoxLayout> m_layout;
    widgets::parented_ptr<QLabel> m_title;
    widgets::parented_ptr<QFrame> m_frame;
    widgets::parented_ptr<QLabel> m_formula;
    widgets::parented_ptr<QLabel> m_prose;
};

} // namespace vitrine::app
