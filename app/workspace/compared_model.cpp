#include "app/workspace/compared_model.h"

#include <QCoreApplication>

#include "widgets/common/number_format.h"

namespace vitrine::app {

widgets::ModelFamily familyOf(const ComparedModel& model) {
    if (model.ngram) {
        return widgets::ModelFamily::Ngram;
    }
    const auto& architecture = model.neural->info().architecture;
    const auto has = [&](const char* part) { return architecture.find(part) != std::string::npos; };
    if (has("lstm") || has("gru") || has("rnn") || has("recurrent")) {
        return widgets::ModelFamily::Recurrent;
    }
    return has("feed") || has("nnlm") ? widgets::ModelFamily::FeedForward
                                      : widgets::ModelFamily::Transformer;
}

QString ngramName(const NgramEstimate& estimate) {
    const auto method = [&]() -> QString {
        switch (estimate.smoothing) {
        case NgramSmoothing::ModifiedKneserNey:
            //: modified Kneser–Ney, short
            return QCoreApplication::translate("ComparedModel", "MKN");
        case NgramSmoothing::KneserNey:
            //: Kneser–Ney, short
            return QCoreApplication::translate("ComparedModel", "KN");
        case NgramSmoothing::AddK:
            //: add-k smoothing with this k
            return QCoreApplication::translate("ComparedModel", "add-%1")
                .arg(widgets::formatValue(estimate.addK));
        default:
            return smoothingText(estimate.smoothing);
        }
    };
    //: %1 is the order, %2 the smoothing method
    return QCoreApplication::translate("ComparedModel", "%1-gram %2")
        .arg(estimate.order)
        .arg(method());
}

QString smoothingText(NgramSmoothing smoothing) {
    switch (smoothing) {
    case NgramSmoothing::MaximumLikelihood:
        //: maximum likelihood: relative frequencies, no smoothing
        return QCoreApplication::translate("ComparedModel", "counting");
    case NgramSmoothing::AddK:
        return QCoreApplication::translate("ComparedModel", "add-k");
    case NgramSmoothing::GoodTuring:
        return QCoreApplication::translate("ComparedModel", "Good–Turing");
    case NgramSmoothing::Katz:
        return QCoreApplication::translate("ComparedModel", "Katz");
    case NgramSmoothing::KneserNey:
        return QCoreApplication::translate("ComparedModel", "Kneser–Ney");
    case NgramSmoothing::ModifiedKneserNey:
        return QCoreApplication::translate("ComparedModel", "modified Kneser–Ney");
    case NgramSmoothing::StupidBackoff:
        break;
    }
    return QCoreApplication::translate("ComparedModel", "stupid back-off");
}

} // namespace vitrine::app
