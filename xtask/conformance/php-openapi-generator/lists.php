<?php declare(strict_types=1);

use OpenAPI\Client\{Api\MemberListsApi, ApiException, Configuration};

function sign(int $app, string $admin, string $key, int $now, int $expire): string {
    $text = "TLS.identifier:$admin\nTLS.sdkappid:$app\nTLS.time:$now\nTLS.expire:$expire\n";
    $document = ['TLS.ver' => '2.0', 'TLS.identifier' => $admin, 'TLS.sdkappid' => $app, 'TLS.time' => $now,
        'TLS.expire' => $expire, 'TLS.sig' => base64_encode(hash_hmac('sha256', $text, $key, true))];
    return strtr(base64_encode(gzcompress(json_encode($document))), '+/=', '*-_');
}

function connect(string $url): MemberListsApi {
    $http = new GuzzleHttp\Client(['timeout' => 10, 'allow_redirects' => false]);
    return new MemberListsApi($http, (new Configuration())->setHost($url));
}

$newRandom = fn () => random_int(0, 2 ** 32 - 1);

function page(callable $operation, array $account, object $query): object {
    try {
        $page = $operation(...[...$account, $GLOBALS['newRandom'](), 'json', $query]);
    } catch (ApiException $error) {  // Its text has the URL, with the signature.
        throw new RuntimeException('HTTP status ' . $error->getCode());
    }
    if ($page->getErrorCode() === 0 && $page->getActionStatus() !== 'FAIL') return $page;
    throw new RuntimeException((string) $page->getErrorInfo(), $page->getErrorCode() ?? -1);
}

function bannedMembers(MemberListsApi $api, array $account, object $query): Generator {
    do {
        $page = page($api->getGroupBanMember(...), $account, $query);
        foreach ($page->getBannedAccountList() ?? [] as $member) yield $member;
        $query->setOffset($page->getNextOffset() ?? 0);
    } while ($query->getOffset());
}

function groupMembers(MemberListsApi $api, array $account, object $query): Generator {
    do {
        $page = page($api->getPermissionGroupMemberList(...), $account, $query);
        foreach ($page->getMemberList() ?? [] as $member) yield $member;
        $query->setNext($page->getNext() ?? '');
    } while ($query->getNext() !== '');
}
